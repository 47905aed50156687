import type { LookupAddress } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Looks up a name in lower case; an empty list if the file does not have it. */
export type HostsFile = (name: string) => Promise<LookupAddress[]>;

const rereadMs = 5000;

/** Looks up names in `/etc/hosts`, which a DNS resolver does not read. A missing file counts as empty. */
export function createHostsFile(path = '/etc/hosts'): HostsFile {
  let read: Promise<string> = Promise.resolve('');
  let readAt = Number.NEGATIVE_INFINITY;
  return async (name) => {
    const now = performance.now();
    if (now - readAt > rereadMs) {
      readAt = now;
      read = readFile(path, 'utf8').catch(() => '');
    }
    return addressesIn(await read, name);
  };
}

function addressesIn(text: string, name: string): LookupAddress[] {
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    const family = isIP(address);
    const isNamed = names.some((listed) => listed.toLowerCase() === name);
    return isNamed && family !== 0 ? [{ address, family }] : [];
  });
}
