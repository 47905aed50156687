import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Client } from '../rate-limits.ts';

/** Networks that are not on the internet. An address in one of them is often that of a proxy. */
const privateNetworks = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
];

type IsListed = (address: string) => boolean;

const isPrivate = listed(privateNetworks);

/** The word `private` in `trustedProxies` stands for all of `privateNetworks`. */
function trustedBy(trustedProxies: readonly string[]): IsListed {
  return listed(
    trustedProxies.flatMap((proxy) => (proxy === 'private' ? privateNetworks : [proxy])),
  );
}

/**
 * Determines under which network (`networkOf`) the limit of connections counts a connection. Null if it counts under none: its address
 * is not known, is that of a trusted proxy, which has many clients, or is private while the operator names no proxies.
 */
export function createPeerNetwork(
  trustedProxies: readonly string[],
): (address: string | undefined) => string | null {
  const isTrusted = trustedBy(trustedProxies);
  return (address) => {
    const peer = address && plain(address);
    if (!peer || isTrusted(peer)) return null;
    return trustedProxies.length === 0 && isPrivate(peer) ? null : networkOf(peer);
  };
}

/**
 * Determines the client of a request. `X-Forwarded-For` is read from its end, and only as far as trusted proxies wrote it: a
 * client may send the header itself, and the proxies append to it.
 */
export function createClientOf(
  trustedProxies: readonly string[],
): (request: IncomingMessage) => Client {
  const isTrusted = trustedBy(trustedProxies);
  return ({ socket, headers }) => {
    const peer = socket.remoteAddress && plain(socket.remoteAddress);
    // Node knows no address of a connection that has closed.
    if (!peer) return { address: undefined, network: null };
    const address = isTrusted(peer) ? lastUntrusted(headers['x-forwarded-for'], isTrusted) : peer;
    // Many clients may share the address of a proxy: one that is trusted, or any private one if the operator names no proxies.
    const isShared = address === null || (trustedProxies.length === 0 && isPrivate(address));
    return { address: address ?? peer, network: isShared ? null : networkOf(address) };
  };
}

/**
 * The last address in the header that is not a trusted proxy. Returns null if the header is missing or names only trusted
 * proxies, or if something that is not an address comes after that address.
 */
function lastUntrusted(header: string | string[] | undefined, isTrusted: IsListed): string | null {
  const hops = String(header ?? '')
    .split(',')
    .map((hop) => plain(hop.trim()));
  for (const hop of hops.toReversed()) {
    if (hop === null) return null;
    if (!isTrusted(hop)) return hop;
  }
  return null;
}

/** The address without a port, brackets, a zone, or the prefix of an IPv4 address in IPv6. Returns null if the text is not an address. */
function plain(text: string): string | null {
  // `[2001:db8::1]:443` becomes `2001:db8::1`.
  const inside = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? text;
  // `192.0.2.1:443` becomes `192.0.2.1`, and `fe80::1%eth0` becomes `fe80::1`.
  const bare = /^([\d.]+):\d+$/.exec(inside)?.[1] ?? inside.replace(/%.*$/, '');
  // `::ffff:192.0.2.1` becomes `192.0.2.1`.
  const address = bare.replace(/^::ffff:(?=[\d.]+$)/i, '');
  return isIP(address) === 0 ? null : address;
}

/** A client can use every address of its IPv6 network of 64 bits, so all of them count as one. */
function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  // The groups that `::` stands for.
  const zeros = tail === undefined ? [] : Array(8 - partsOf(before) - partsOf(after)).fill('0');
  const groups = [...(before ?? []), ...zeros, ...(after ?? [])];
  // Leading zeros are dropped, so that two spellings of a network are one name.
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** An IPv4 address at the end takes the place of two groups. */
function partsOf(groups: readonly string[] = []): number {
  return groups.length + (groups.at(-1)?.includes('.') ? 1 : 0);
}

function listed(networks: readonly string[]): IsListed {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
