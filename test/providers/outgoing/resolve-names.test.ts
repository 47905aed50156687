import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createAddressGuard,
  notOnTheInternet,
} from '../../../src/providers/outgoing/address-guard.ts';
import { onBehalfOf } from '../../../src/providers/outgoing/on-behalf-of.ts';
import { createProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import { createResolveName } from '../../../src/providers/outgoing/resolve-names.ts';
import { until } from '../../support/until.ts';
import { type DnsAnswer, startDnsServer } from './dns-server.ts';
import { afterwards, serve } from './loopback.ts';
import { addresses, publicV4, publicV6 } from './resolvers.ts';

/** Names below `.silent` are answered only after `speak`: there are none. */
async function startDns(names: Record<string, readonly string[]> = {}) {
  const { promise: silence, resolve } = Promise.withResolvers<'no such name'>();
  const server = await startDnsServer((name, family): DnsAnswer => {
    if (name.endsWith('.silent')) return silence;
    const answer = names[name] ?? 'no such name';
    if (typeof answer === 'string') return answer;
    return answer.filter((address) => address.includes(':') === (family === 6));
  });
  return { ...server, speak: () => resolve('no such name') };
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

describe('names whose DNS servers do not answer', () => {
  const silentNames = (count: number, domain: string) =>
    Array.from({ length: count }, (_, n) => `n${n}.${domain}.silent`);

  it('hold up no lookup of another name', async () => {
    const { address, speak } = await startDns({ 'provider.example': [publicV4] });
    const resolve = createResolveName({ servers: [address] });
    const outcomes: string[] = [];
    const silent = ['a', 'b', 'c', 'd'].flatMap((domain) => silentNames(15, domain));
    const stuck = silent.map((name) => resolve(name).catch(() => outcomes.push('given up')));
    expect(await resolve('provider.example')).toEqual(addresses([publicV4]));
    outcomes.push('resolved');
    speak();
    await Promise.all(stuck);
    expect(outcomes).toEqual(['resolved', ...silent.map(() => 'given up')]);
  });

  it('take a bounded part of the lookups, whichever tenant they are of', async () => {
    const { address, asked, speak } = await startDns({ 'provider.example': [publicV4] });
    const resolve = createResolveName({ servers: [address] });
    const ofTenant = (tenant: string, name: string) => onBehalfOf.run(tenant, () => resolve(name));
    const domains = ['a', 'b', 'c', 'd'].flatMap((domain) => silentNames(10, domain));
    const lookups = Promise.allSettled(domains.map((name) => ofTenant('attacker', name)));
    await until(() => new Set(asked).size >= 16);
    speak();
    const results = await lookups;
    const codes = results.map((one) => (one.status === 'rejected' ? codeOf(one.reason) : ''));
    expect(codes.filter((code) => code === 'EAI_AGAIN')).toHaveLength(40 - 16);
    expect(new Set(asked).size).toBe(16);
    expect(await ofTenant('attacker', 'provider.example')).toHaveLength(1);
  });

  it('do not keep another tenant from its provider', async () => {
    const port = new URL(await serve((_request, response) => response.end('here'))).port;
    const { address, speak } = await startDns({ 'provider.example': ['127.0.0.1'] });
    const allowedHosts = ['provider.example'];
    const guard = createAddressGuard({ allowedHosts, nameServers: [address] });
    const http = createProviderHttp({ guard, timeoutMs: 10_000 });
    afterwards(() => http.close());
    const order: string[] = [];
    const ask = async (tenant: string, url: string) => {
      const answer = await onBehalfOf.run(tenant, () => http.request({ method: 'GET', url }));
      order.push(`${tenant}: ${answer.is}`);
    };
    const stuck = silentNames(8, 'evil').map((name) => ask('attacker', `https://${name}`));
    await ask('customer', `http://provider.example:${port}`);
    speak();
    await Promise.all(stuck);
    expect(order).toEqual(['customer: answered', ...stuck.map(() => 'attacker: not-sent')]);
  });
});

describe('a name', () => {
  it('leads to the addresses of both families', async () => {
    const { address } = await startDns({ 'both.example': [publicV4, publicV6] });
    const resolve = createResolveName({ servers: [address] });
    expect(await resolve('Both.Example.')).toEqual(addresses([publicV4, publicV6]));
  });

  it('that is not answered is given up after a while', async () => {
    const { address } = await startDns();
    const resolve = createResolveName({ servers: [address], deadlineMs: 20 });
    await expect(resolve('n.silent')).rejects.toMatchObject({ code: 'ECANCELLED' });
  });

  it('leads somewhere although the questions for one family are never answered', async () => {
    const { address } = await startDnsServer((_name, family) =>
      family === 4 ? [publicV4] : 'silent',
    );
    const resolve = createResolveName({ servers: [address] });
    expect(await resolve('half.example')).toEqual(addresses([publicV4]));
  });

  it('that leads inside is refused, in whichever family', async () => {
    const { address } = await startDns({
      'inside.example': ['10.0.0.1'],
      'both.example': [publicV4, 'fd00:0:0:0:0:0:0:1'],
    });
    const { resolvesSafely } = createAddressGuard({ nameServers: [address] });
    expect(await resolvesSafely('https://inside.example')).toBe(notOnTheInternet);
    expect(await resolvesSafely('https://both.example')).toBe(notOnTheInternet);
    expect(await resolvesSafely('https://nowhere.example')).toBe(
      'the host name could not be resolved: check its spelling',
    );
  });

  it('is asked for once by all who want it at the same time', async () => {
    const { address, asked } = await startDns({ 'one.example': [publicV4] });
    const resolve = createResolveName({ servers: [address] });
    await Promise.all(Array.from({ length: 100 }, () => resolve('one.example')));
    expect(asked).toHaveLength(2);
  });

  it('of the hosts file needs no DNS', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'calls-hosts-'));
    afterwards(async () => rmSync(directory, { recursive: true }));
    const hostsFile = join(directory, 'hosts');
    writeFileSync(hostsFile, '# gateways\n10.0.0.7\tgateway.lan GATEWAY # ours\n::1 gateway.lan\n');
    const { address, asked } = await startDns();
    const resolve = createResolveName({ servers: [address], hostsFile });
    expect(await resolve('Gateway.LAN')).toEqual(addresses(['10.0.0.7', '::1']));
    await expect(resolve('10.0.0.7.lan')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(new Set(asked)).toEqual(new Set(['10.0.0.7.lan']));
  });

  it('that the DNS does not have is looked for in the system when the operator trusts it', async () => {
    const { address } = await startDns();
    const hostsFile = '/nowhere';
    const settings = { servers: [address], hostsFile };
    const trusting = createResolveName({ ...settings, isTrusted: (host) => host === 'localhost' });
    expect(await trusting('localhost')).toContainEqual({ address: '127.0.0.1', family: 4 });
    await expect(createResolveName(settings)('localhost')).rejects.toThrow();
  });
});
