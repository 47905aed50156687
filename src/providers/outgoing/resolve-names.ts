import type { LookupAddress } from 'node:dns';
import { lookup as askSystem } from 'node:dns/promises';
import { plainHost } from './allowed-hosts.ts';
import { askDns, isAbsence } from './ask-dns.ts';
import { createHostsFile } from './hosts-file.ts';
import { onBehalfOf } from './on-behalf-of.ts';

export type ResolveName = (host: string) => Promise<readonly LookupAddress[]>;

export interface ResolveSettings {
  /** DNS servers; left out: those of this machine. */
  readonly servers?: readonly string[];
  readonly hostsFile?: string;
  readonly deadlineMs?: number;
  /** Names that the operator trusts: the system is asked for those that the DNS does not have. */
  readonly isTrusted?: (host: string) => boolean;
}

const mostAtOnce = 1024;
const mostPerOwner = 16;
const mostOfSystem = 2;

/** Resolves names with a deadline, and bounds how many lookups one tenant can have under way. */
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
      // Search domains and mDNS are known to the system alone. Its threads are few.
      if (!isAbsence(error) || !isTrusted(name) || askingSystem >= mostOfSystem) throw error;
      askingSystem++;
      return await askSystem(name, { all: true }).finally(() => askingSystem--);
    }
  }

  return (host) => {
    const name = plainHost(host);
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const owner = onBehalfOf.getStore() ?? domainOf(name);
    const count = perOwner.get(owner) ?? 0;
    if (underWay.size >= mostAtOnce || count >= mostPerOwner) return Promise.reject(tooMany());
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

/** For lookups of no tenant: usually what one owner has bought. */
function domainOf(name: string): string {
  return name.split('.').slice(-2).join('.');
}

function tooMany(): NodeJS.ErrnoException {
  return Object.assign(new Error('too many lookups are under way'), { code: 'EAI_AGAIN' });
}
