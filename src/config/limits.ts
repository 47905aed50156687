import { isIP } from 'node:net';
import { list, Problem, quote, type Setting, wholeNumber } from './setting.ts';

export type LimitName =
  | 'operations'
  | 'rejects'
  | 'connections'
  | 'sockets'
  | 'subscriptions'
  | 'webhooks';
/** The limits of one key, tenant or address. Null means no limit. What the setting lacks, such as `connections` of a key, is absent. */
export type LimitsOfOne = Readonly<Partial<Record<LimitName, number | null>>>;

const ofKey = 'operations=2000,rejects=500,sockets=10000,subscriptions=20000,webhooks=500';
const ofTenant = 'operations=5000,rejects=2000,sockets=20000,subscriptions=50000,webhooks=2000';
const ofAddress = 'operations=1000,rejects=500,connections=4000,sockets=2000,webhooks=50';

const optional = 'Any of them may be given, as a number or as `off`.';

/** Settings that limit what one client may have, see docs/access.md. */
export const limitSettings = {
  LIMITS_PER_KEY: {
    default: ofKey,
    meaning: `What one key or user may have at all processes together: operations, and beside them rejections, per second; open WebSockets and subscriptions; webhooks of one line per second. ${optional}`,
    read: limits(ofKey),
  },
  LIMITS_PER_TENANT: {
    default: ofTenant,
    meaning: 'The same for all keys, users and lines of a tenant together.',
    read: limits(ofTenant),
  },
  LIMITS_PER_ADDRESS: {
    default: ofAddress,
    meaning:
      'The same for one client address, or IPv6 network of 64 bits; `connections` are those of TCP, which are counted by the address that is connected, and not for trusted proxies; `webhooks` are those that are refused. Private addresses have no limit unless `TRUSTED_PROXIES` is set, because a proxy may be there.',
    read: limits(ofAddress),
  },
  MAX_CONNECTIONS: {
    otherwise: 'one for each 64 KB of the memory that Node gives its heap, at most 50000',
    meaning:
      'Open TCP connections of one process at `PORT`. Beyond it, those without a request are closed, the oldest first, and if there are none, new ones are refused.',
    read: wholeNumber(10, 1_000_000),
  },
  TRUSTED_PROXIES: {
    otherwise: 'none: `X-Forwarded-For` is ignored',
    meaning:
      'Addresses of the proxies before this service, such as `10.0.0.0/8`, separated by commas; `private` is every private one. The client is the last address in `X-Forwarded-For` that is not one of them.',
    read: list(checkProxy),
  },
} as const satisfies Record<string, Setting>;

/** Reads limits such as `operations=100,webhooks=off`. A limit that the text leaves out has its default. */
function limits(defaults: string) {
  const defaultLimits = itemsOf(defaults);
  const names = defaultLimits.map(([name]) => name);
  return (text: string): LimitsOfOne | Problem => {
    const givenLimits = itemsOf(text);
    const wrong = givenLimits.find(
      ([name, value]) => !names.includes(name) || limitOf(value) === undefined,
    );
    if (wrong) {
      return new Problem(
        `has ${quote(wrong.join('='))}; give name=number or name=off, separated by commas. The names are ${names.join(', ')}.`,
      );
    }
    const allLimits = [...defaultLimits, ...givenLimits];
    return Object.fromEntries(allLimits.map(([name, value]) => [name, limitOf(value)]));
  };
}

function itemsOf(text: string): [name: string, value: string][] {
  const items = text.split(',').map((item) => item.trim());
  return items.filter(Boolean).map((item) => {
    const [name = '', ...value] = item.split('=');
    return [name.trim(), value.join('=').trim()];
  });
}

/** Null means no limit, undefined a text that is no limit. */
function limitOf(text: string): number | null | undefined {
  if (text === 'off') return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function checkProxy(item: string): Problem | undefined {
  const [address = '', bits, ...more] = item.split('/');
  // `isIP` returns 0 for a text that is not an address.
  const maxBits = { 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= maxBits);
  if (item === 'private' || (maxBits > 0 && isNetwork && more.length === 0)) return undefined;
  return new Problem(
    `has ${quote(item)}; give addresses, networks such as 10.0.0.0/8, or \`private\`.`,
  );
}
