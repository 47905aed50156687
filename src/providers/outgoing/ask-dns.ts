import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DnsSettings {
  /** If left out, the servers of this machine are asked. */
  readonly servers?: readonly string[];
  readonly deadlineMs: number;
}

/** The time for one server to answer before the next server is asked. */
const tryMs = 700;
/** How long the addresses of one family wait for those of the other (RFC 8305). */
const otherFamilyMs = 50;

/**
 * Asks the DNS over sockets of our own. The system's `getaddrinfo` takes one of four threads for as long as a server is
 * silent, so four names whose servers never answer would stop every lookup of the process.
 */
export async function askDns(
  name: string,
  { servers, deadlineMs }: DnsSettings,
): Promise<LookupAddress[]> {
  // Each lookup has a resolver of its own, because only a whole resolver can be cancelled.
  const resolver = new Resolver({ timeout: tryMs, tries: 2 });
  if (servers) resolver.setServers(servers);
  const timeUp = setTimeout(() => resolver.cancel(), deadlineMs);
  const ofFamily = async (family: 4 | 6): Promise<LookupAddress[]> => {
    const found = await (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name));
    return found.map((address) => ({ address, family }));
  };
  try {
    const both = [ofFamily(4), ofFamily(6)];
    // Waits for the family that answers first. If both fail, their errors are read below.
    await Promise.any(both).catch(() => {});
    const settled = await Promise.all(both.map((lookup) => atMost(otherFamilyMs, lookup)));
    const found = settled.flatMap((result) => (Array.isArray(result) ? result : []));
    if (found.length > 0) return found;
    const errors = settled.filter((result) => result instanceof Error);
    // Any other error takes precedence over an absence, because the family that failed with it may have addresses.
    throw (
      errors.find((error) => !isAbsence(error)) ?? errors[0] ?? new Error('no answer of the DNS')
    );
  } finally {
    clearTimeout(timeUp);
    resolver.cancel();
  }
}

/** The result of a lookup or its error; undefined if neither comes in time. */
async function atMost(
  waitMs: number,
  lookup: Promise<LookupAddress[]>,
): Promise<LookupAddress[] | Error | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([lookup, sleep(waitMs, undefined, { signal: timer.signal })]);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    timer.abort();
  }
}

/** True if the DNS answers that the name does not exist or has no addresses. */
export function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return code === 'ENOTFOUND' || code === 'ENODATA';
}
