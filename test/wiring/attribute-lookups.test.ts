import { expect, it } from 'vitest';
import type { TenantId } from '../../src/call/ids.ts';
import { createAddressGuard } from '../../src/providers/outgoing/address-guard.ts';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import { ListenError } from '../../src/providers/provider.ts';
import { attributeLookupsToLines } from '../../src/wiring/attribute-lookups.ts';
import { openProviders } from '../../src/wiring/open-providers.ts';
import { startDnsServer } from '../providers/outgoing/dns-server.ts';
import { afterwards } from '../providers/outgoing/loopback.ts';
import { until } from '../support/until.ts';

/** Listens to lines whose hosts have names that are resolved only after `speak`: they do not exist. */
async function startSilentHosts() {
  const { promise: silence, resolve } = Promise.withResolvers<'no such name'>();
  const { address, asked } = await startDnsServer(() => silence);
  const http = createProviderHttp({
    guard: createAddressGuard({ nameServers: [address] }),
    timeoutMs: 10_000,
  });
  afterwards(() => http.close());
  const opened = openProviders({ http, polls: http, now: () => new Date() });
  const genesys = attributeLookupsToLines(opened).get('GENESYS');
  const failed = new Set<string>();
  const listening: Promise<unknown>[] = [];
  async function listen(tenantId: string, host: string): Promise<void> {
    const account = { baseUrl: `https://${host}`, username: 'agent', password: 'secret' };
    const line = genesys?.open(account, tenantId as TenantId);
    try {
      for await (const _ of line?.listen?.(new AbortController().signal, []) ?? []);
    } catch (error) {
      expect(error).toBeInstanceOf(ListenError);
      failed.add(host);
    }
  }
  return {
    listen: (tenantId: string, host: string) => void listening.push(listen(tenantId, host)),
    /** The hosts that the DNS was asked for, once each of `hosts` has come to the DNS or has failed. */
    async askedFor(hosts: readonly string[]) {
      await until(() => hosts.every((host) => asked.includes(host) || failed.has(host)));
      return hosts.filter((host) => asked.includes(host));
    },
    async speak() {
      resolve('no such name');
      await Promise.all(listening);
      return [...failed];
    },
  };
}

const hostsOf = (count: number, nameOf: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => nameOf(n));

it('listening to the lines of one tenant takes no more lookups than a tenant may have, at however many domains', async () => {
  const { listen, askedFor, speak } = await startSilentHosts();
  const hosts = hostsOf(40, (n) => `pbx.domain${n}.example`);
  for (const host of hosts) listen('greedy', host);
  expect(await askedFor(hosts)).toHaveLength(16);
  expect(await speak()).toHaveLength(40);
});

it('listening to lines of two tenants under one domain takes lookups of both tenants', async () => {
  const { listen, askedFor, speak } = await startSilentHosts();
  const hosts = hostsOf(20, (n) => `pbx${n}.hosted.example`);
  for (const [n, host] of hosts.entries()) listen(n % 2 ? 'customer' : 'neighbour', host);
  expect(await askedFor(hosts)).toEqual(hosts);
  expect(await speak()).toHaveLength(20);
});
