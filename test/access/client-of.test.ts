import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientOf } from '../../src/access/limits/client-of.ts';

/** The network that counts, of a request from `peer` whose proxies say `forwarded`. */
function network(trusted: string[], peer: string, forwarded?: string): string | null {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = { socket: { remoteAddress: peer }, headers } as unknown as IncomingMessage;
  return createClientOf(trusted)(request).network;
}

describe('the client of a request', () => {
  it.each([
    ['is the peer, whatever it claims', [], '203.0.113.9', '1.1.1.1', '203.0.113.9'],
    ['is unknown behind a private peer that nobody trusts', [], '10.0.0.1', '1.1.1.1', null],
    ['is unknown behind this machine', [], '::ffff:127.0.0.1', undefined, null],
    ['is who the trusted proxy names', ['10.0.0.0/8'], '10.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['is the last that it names', ['10.0.0.1'], '10.0.0.1', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    ['is before all proxies', ['private'], '10.0.0.1', '6.6.6.6, 1.1.1.1, 10.9.9.9', '1.1.1.1'],
    ['is unknown if the proxy names nobody', ['private'], '10.0.0.1', undefined, null],
    ['is unknown if the proxy names nonsense', ['private'], '10.0.0.1', '1.1.1.1, evil', null],
    ['is the peer if another proxy is trusted', ['10.0.0.1'], '10.0.0.2', '1.1.1.1', '10.0.0.2'],
    ['has no port', ['private'], '10.0.0.1', '1.1.1.1:443', '1.1.1.1'],
    ['is a network in IPv6', [], '2001:DB8:0:1::9', undefined, '2001:db8:0:1::/64'],
    ['is that network in brackets', ['::1'], '::1', '[2001:db8::1]:80', '2001:db8:0:0::/64'],
    ['is that network in full', [], '2001:0db8:0:0001:a:b:c:d', undefined, '2001:db8:0:1::/64'],
    ['is an IPv4 address in IPv6', [], '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ])('%s', (_what, trusted, peer, forwarded, expected) => {
    expect(network(trusted, peer, forwarded)).toBe(expected);
  });
});
