import type { LookupOptions } from 'node:dns';
import { describe, expect, it } from 'vitest';
import {
  type AddressGuardOptions,
  createAddressGuard,
  notOnTheInternet,
} from '../../../src/providers/outgoing/address-guard.ts';
import { addresses, loopback, noNames, publicV4, publicV6 } from './resolvers.ts';

const needsHttps = 'the URL must begin with https://, unless the operator allows its host';

describe('a base URL as it is written', () => {
  const { problemWith } = createAddressGuard({ resolve: noNames });

  it.each([
    'https://api.wuts.com.br',
    'https://gateway.example:8443/path/',
    'https://localhost.example',
    `https://${publicV4}`,
    `https://[${publicV6}]`,
    `https://[::ffff:${publicV4}]`,
    `https://[64:ff9b::${publicV4}]`,
  ])('may be %s', (url) => {
    expect(problemWith(url)).toBeNull();
  });

  it.each([
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1']],
    ['loopback', ['127.0.0.1', '127.255.0.1', '[::1]']],
    ['link-local', ['169.254.169.254', '[fe80::1]']],
    ['unique-local', ['[fc00::1]', '[fd12:3456::1]']],
    ['site-local', ['[fec0::1]']],
    ['shared by a carrier', ['100.64.0.1', '100.127.255.255']],
    ['this host', ['0.0.0.0', '0.1.2.3', '[::]']],
    ['multicast or broadcast', ['224.0.0.1', '239.1.1.1', '255.255.255.255', '[ff02::1]']],
    ['reserved', ['240.0.0.1', '192.0.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9']],
    ['for documentation', ['[2001:db8::1]', '[3fff::1]']],
    ['IPv4 mapped into IPv6', ['[::ffff:127.0.0.1]', '[::ffff:a00:1]']],
    ['IPv4 compatible with IPv6', ['[::127.0.0.1]', '[::a00:1]']],
    ['IPv4 behind NAT64', ['[64:ff9b::10.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::a00:1]']],
    ['in a tunnel', ['[2002:7f00:1::1]', '[2001:0:a00:1::1]']],
    ['in a tunnel of a site', ['[2606:2800::5efe:10.0.0.1]', '[2606:2800::200:5efe:7f00:1]']],
    ['inside a cloud', ['168.63.129.16', '[::ffff:168.63.129.16]', '[64:ff9b::a83f:8110]']],
    ['127.0.0.1 as one number', ['2130706433', '0x7f000001', '017700000001']],
    ['127.0.0.1 in other bases', ['0x7f.0.0.1', '0177.0.0.1', '0x7f.1', '127.1', '127.0.0.1.']],
    ['127.0.0.1 in other digits', ['１２７.0.0.1', '①②⑦.⓪.⓪.①', '%31%32%37.0.0.1']],
    ['localhost', ['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'lo\u00adcalhost']],
  ])('may not lead inside: %s', (_what, hosts) => {
    const problems = hosts.map((host) => [host, problemWith(`https://${host}/`)]);
    expect(problems).toEqual(hosts.map((host) => [host, notOnTheInternet]));
  });

  it.each([
    ['http://api.wuts.com.br', needsHttps],
    ['ftp://api.wuts.com.br', needsHttps],
    ['file:///etc/passwd', needsHttps],
    ['https://user:canary@api.wuts.com.br', 'the URL must hold no user name and no password'],
    ['https://api.wuts.com.br@10.0.0.1', 'the URL must hold no user name and no password'],
    ['https://api.wuts.com.br:22', 'the port must be 443 or one from 1024'],
    ['https://api.wuts.com.br:0', 'the port must be 443 or one from 1024'],
    ['https://api.wuts.com.br:99999', 'this is not a URL'],
    ['canary', 'this is not a URL'],
  ])('is wrong as %s', (url, problem) => {
    expect(problemWith(url)).toBe(problem);
  });
});

describe('the hosts that the operator allows', () => {
  const allowedHosts = ['127.0.0.1', 'Gateway.LAN', 'pbx.lan:8080', '[fd00::1]:3000', '::1'];
  const { problemWith } = createAddressGuard({ allowedHosts, resolve: noNames });

  it.each([
    'http://127.0.0.1:4000',
    'http://0x7f.1',
    'http://gateway.lan',
    'https://gateway.lan.:22',
    'http://pbx.lan:8080',
    'http://[fd00::1]:3000',
    'http://[0:0::1]',
  ])('may be at %s', (url) => {
    expect(problemWith(url)).toBeNull();
  });

  it('are allowed on the ports that were named only', () => {
    const another = 'the operator allows this host on another port only';
    const urls = ['http://pbx.lan', 'https://pbx.lan', 'https://pbx.lan:9090', 'https://[fd00::1]'];
    expect(urls.map(problemWith)).toEqual(urls.map(() => another));
  });

  it('are not their neighbours', () => {
    const urls = ['https://127.0.0.2', 'https://a.gateway.lan', 'http://gateway.lan.example'];
    expect(urls.map(problemWith)).toEqual([notOnTheInternet, null, needsHttps]);
  });

  it('are all hosts when the operator says *', () => {
    const open = createAddressGuard({ allowedHosts: ['*'] });
    expect(open.problemWith('http://localhost:1')).toBeNull();
    expect(open.problemWith('ftp://localhost')).toBe(needsHttps);
  });

  it.each(['', 'http://gateway.lan', 'gateway.lan/path', 'a b', 'user@host', 'host:port', '[::1'])(
    'cannot be %j',
    (entry) => {
      expect(() => createAddressGuard({ allowedHosts: [entry] })).toThrow('is not a host to allow');
    },
  );
});

describe('a base URL at registration', () => {
  it.each([
    ['public addresses', [publicV4, publicV6], null],
    ['a private address', ['10.0.0.1'], notOnTheInternet],
    ['a public and a private address', [publicV4, '192.168.0.1'], notOnTheInternet],
    ['a private address mapped into IPv6', ['::ffff:127.0.0.1'], notOnTheInternet],
    ['a link-local address of one interface', ['fe80::1%eth0'], notOnTheInternet],
    ['no address', [], 'the host name could not be resolved: check its spelling'],
  ])('whose host leads to %s', async (_what, found, problem) => {
    const { resolvesSafely } = createAddressGuard({ resolve: async () => addresses(found) });
    expect(await resolvesSafely('https://provider.example')).toBe(problem);
  });

  it('is not looked up when it is wrong as it is written, an address, or allowed', async () => {
    const { resolvesSafely } = createAddressGuard({
      allowedHosts: ['gateway.lan'],
      resolve: noNames,
    });
    expect(await resolvesSafely('http://provider.example')).toBe(needsHttps);
    expect(await resolvesSafely(`https://${publicV4}`)).toBeNull();
    expect(await resolvesSafely('http://gateway.lan')).toBeNull();
  });

  it('is refused without its name when the name is unknown, or found too late', async () => {
    const unknown = createAddressGuard({ resolve: noNames });
    const slow = createAddressGuard({
      resolve: () => new Promise(() => undefined),
      resolveTimeoutMs: 20,
    });
    const problems = [
      await unknown.resolvesSafely('https://canary.example'),
      await slow.resolvesSafely('https://canary.example'),
    ];
    expect(problems).toEqual([
      'the host name could not be resolved: check its spelling',
      'the host name could not be resolved in time',
    ]);
  });
});

describe('a lookup for a socket', () => {
  const both = async () => addresses([publicV6, publicV4]);
  const first = { address: publicV6, family: 6 };
  const second = { address: publicV4, family: 4 };

  it.each([
    ['one address', both, {}, first],
    ['one address of a family', both, { family: 4 }, second],
    ['all addresses', both, { all: true }, [first, second]],
    ['all of a family', both, { all: true, family: 'IPv6' as const }, [first]],
    ['none where there is none', async () => [], { all: true }, 'ENOTFOUND'],
    ['none where one leads inside', loopback, { all: true }, 'ERR_ADDRESS_REFUSED'],
    ['what went wrong', noNames, {}, 'ENOTFOUND'],
  ])('gives %s', async (_what, resolve, options, given) => {
    expect(await lookUp({ resolve }, options)).toEqual(given);
  });
});

function lookUp(options: AddressGuardOptions, wanted: LookupOptions): Promise<unknown> {
  const { lookup } = createAddressGuard(options);
  return new Promise((resolve) => {
    lookup('provider.example', wanted, (error, address, family) => {
      if (error) resolve(error.code);
      else resolve(family === undefined ? address : { address, family });
    });
  });
}
