import type { LookupAddress } from 'node:dns';
import { lookup as askSystem } from 'node:dns/promises';
import { plainHost } from './allowed-hosts.ts';
import { askDns, isAbsence } from './ask-dns.ts';
import { createHostsFile } from './hosts-file.ts';
import { onBehalfOf } from './on-behalf-of.ts';

export type ResolveName = (host: string) => Promise<readonly LookupAddress[]>;

export interface ResolveSettings {
  /** The DNS servers to ask; if left out, those of this machine. */
  readonly servers?: readonly string[];
  readonly hostsFile?: string;
  /** For the answer of the DNS. A lookup by the system has the system's own limits. */
  readonly deadlineMs?: number;
  /** Names that the operator trusts. If the DNS does not have such a name, the system is asked. */
  readonly isTrusted?: (host: string) => boolean;
}

const maxLookups = 1024;
/** Concurrent lookups of one tenant; for a lookup without a tenant, of one domain. */
const maxPerOwner = 16;
const maxSystemLookups = 2;

/** Resolves names, and bounds the concurrent lookups of each tenant. */
export function createResolveName(settings: ResolveSettings = {}): ResolveName {
  const { servers, deadlineMs = 2000, isTrusted = () => false } = settings;
  const inHostsFile = createHostsFile(settings.hostsFile);
  const underWay = new Map<string, Promise<readonly LookupAddress[]>>();
  const perOwner = new Map<string, number>();
  let askingSystem = 0;

  async function resolve(name: string): Promise<readonly LookupAddress[]> {
    const local = await inHostsFile(name);
    if (local.length > 0) return local;
    try {
      return await askDns(name, { servers, deadlineMs });
    } catch (error) {
      // Only the system knows search domains and the names of the local network (mDNS). Its lookup blocks one of four threads.
      if (!isAbsence(error) || !isTrusted(name) || askingSystem >= maxSystemLookups) throw error;
      askingSystem++;
      return await askSystem(name, { all: true }).finally(() => askingSystem--);
    }
  }

  return (host) => {
    const name = plainHost(host);
    const shared = underWay.get(name);
    if (shared !== undefined) return shared;
    const owner = onBehalfOf.getStore() ?? domainOf(name);
    const count = perOwner.get(owner) ?? 0;
    if (underWay.size >= maxLookups || count >= maxPerOwner) return Promise.reject(tooMany());
    perOwner.set(owner, count + 1);
    const lookup = resolve(name).finally(() => {
      underWay.delete(name);
      const left = (perOwner.get(owner) ?? 1) - 1;
      if (left > 0) perOwner.set(owner, left);
      else perOwner.delete(owner);
    });
    underWay.set(name, lookup);
    return lookup;
  };
}

/** The last two labels of a name: `api.carrier.example` counts for `carrier.example`, which in most cases has one owner. */
function domainOf(name: string): string {
  return name.split('.').slice(-2).join('.');
}

function tooMany(): NodeJS.ErrnoException {
  return Object.assign(new Error('too many lookups are under way'), { code: 'EAI_AGAIN' });
}
