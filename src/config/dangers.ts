import { isIP } from 'node:net';

/**
 * The dangers that ALLOW_UNSAFE can accept by name. A danger that is present and not accepted prevents the start. Two differ:
 * `keys-in-output` never prevents the start; it allows to print keys although other machines reach this process.
 * `role-bypasses-wall` is found when the database is opened, and prevents the start only with TENANT_WALL=required.
 */
export const dangers = [
  'demo-in-public',
  'keys-in-output',
  'weak-secrets',
  'any-host',
  'http-public-url',
  'role-bypasses-wall',
] as const;
export type Danger = (typeof dangers)[number];

/** The settings that can be dangerous. A setting that is missing or has a problem of its own is undefined. */
export interface Risky {
  readonly HOST?: string;
  readonly DEMO?: string;
  readonly PUBLIC_URL?: string;
  readonly ALLOWED_HOSTS?: readonly string[];
  readonly SEAL_KEYS?: readonly string[];
  readonly METRICS_TOKEN?: string;
  readonly FEDERATION_SECRETS?: readonly string[];
  readonly ROUTER_SECRETS?: readonly string[];
  readonly ALLOW_UNSAFE?: readonly string[];
}

/** One problem for each danger that the operator has not accepted. */
export function unacceptedDangers(settings: Risky): string[] {
  const accepted = settings.ALLOW_UNSAFE ?? [];
  return findDangers(settings)
    .filter(({ danger }) => !accepted.includes(danger))
    .map(({ danger, problem }) => `${problem} To accept it, add ${danger} to ALLOW_UNSAFE.`);
}

interface FoundDanger {
  readonly danger: Danger;
  readonly problem: string;
}

function findDangers(settings: Risky): FoundDanger[] {
  const { HOST = '127.0.0.1', DEMO, PUBLIC_URL, ALLOWED_HOSTS = [] } = settings;
  const found: FoundDanger[] = [];
  if (DEMO === 'on' && !isLoopback(HOST)) {
    const problem = `HOST is ${HOST}, which other machines can reach, and the demo prints its keys; set DEMO=off, or HOST=127.0.0.1.`;
    found.push({ danger: 'demo-in-public', problem });
  }
  if (PUBLIC_URL !== undefined && isPlainAndPublic(PUBLIC_URL)) {
    const problem =
      'PUBLIC_URL begins with http://, so the secrets in webhook URLs cross the network in clear; give an https:// URL.';
    found.push({ danger: 'http-public-url', problem });
  }
  if (ALLOWED_HOSTS.includes('*')) {
    const problem =
      'ALLOWED_HOSTS is *, so every client that may register a line can reach your internal network; name the hosts.';
    found.push({ danger: 'any-host', problem });
  }
  for (const name of [
    'SEAL_KEYS',
    'FEDERATION_SECRETS',
    'ROUTER_SECRETS',
    'METRICS_TOKEN',
  ] as const) {
    const secrets = [settings[name] ?? []].flat();
    if (!secrets.some(isGuessable)) continue;
    const problem = `${name} has a secret that can be guessed; make one with \`openssl rand -base64 32\`.`;
    found.push({ danger: 'weak-secrets', problem });
  }
  return found;
}

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

function isPlainAndPublic(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

const minDistinctCharacters = 10;
const minDistinctSteps = 8;

/** True for a secret with few different characters, a repeated pattern, or a sequence such as `abcdef…`. */
function isGuessable(secret: string): boolean {
  const codes = [...secret].map((character) => character.charCodeAt(0));
  // The differences between neighbouring characters. A sequence has few different ones.
  const steps = codes.slice(1).map((code, n) => code - (codes[n] ?? 0));
  // A text that repeats a shorter one is found in its own double before the second half.
  const isRepeated = `${secret}${secret}`.indexOf(secret, 1) < secret.length;
  const isUniform =
    new Set(codes).size < minDistinctCharacters || new Set(steps).size < minDistinctSteps;
  return isRepeated || isUniform;
}
