import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { plainHost, portOf, readAllowedHosts } from './allowed-hosts.ts';
import { isPublicAddress } from './public-address.ts';
import { createResolveName, type ResolveName } from './resolve-names.ts';

/**
 * Keeps requests to providers out of our own network, because the client that registers a line chooses the host (server-side
 * request forgery, SSRF). The problems that it returns name no address, which would tell the client about our network.
 */
export interface AddressGuard {
  /** What is wrong with a URL as it is written; null if nothing is. No I/O. */
  problemWith(url: string): string | null;
  /** Null if the URL is safe as it is written and its host name resolves to allowed addresses now. Otherwise what is wrong. */
  resolvesSafely(url: string): Promise<string | null>;
  /**
   * Resolves a host name for a socket, and refuses it if one of its addresses is not allowed. This detects a name that has got
   * another address since the line was registered. It is not called for a host that is an IP address.
   */
  readonly lookup: LookupFunction;
}

export interface AddressGuardOptions {
  /** `host` or `host:port` that the operator allows; `*` for every host, in development. */
  readonly allowedHosts?: readonly string[];
  readonly resolve?: ResolveName;
  /** The DNS servers to ask; if left out, those of this machine. */
  readonly nameServers?: readonly string[];
  readonly resolveTimeoutMs?: number;
  /** Called when a host leads to an internal address, as it is written or by its name, or is allowed on another port only. */
  readonly onRefused?: () => void;
}

export const notOnTheInternet =
  'the host is not on the public Internet, and the operator does not allow it';
const needsHttps = 'the URL must begin with https://, unless the operator allows its host';
const notFound = 'the host name could not be resolved: check its spelling';

/** The error of a lookup that the guard refuses. The HTTP client recognises it by its code. */
export class AddressRefused extends Error {
  readonly code = 'ERR_ADDRESS_REFUSED';
}

export function createAddressGuard(options: AddressGuardOptions = {}): AddressGuard {
  const allowed = readAllowedHosts(options.allowedHosts ?? []);
  const { resolveTimeoutMs = 2000, nameServers: servers } = options;
  /** Allowed on at least one port. */
  const isTrusted = (host: string) => allowed.names(host);
  const resolve = options.resolve ?? createResolveName({ servers, isTrusted });

  async function addressesOf(host: string): Promise<readonly LookupAddress[]> {
    const addresses = await resolve(host);
    const isSafe = addresses.every(({ address }) => isPublicAddress(address));
    // A lookup does not know the port, which `problemWith` has checked.
    if (!isSafe && !isTrusted(host)) {
      options.onRefused?.();
      throw new AddressRefused(notOnTheInternet);
    }
    return addresses;
  }

  function problemWith(text: string): string | null {
    const url = URL.parse(text);
    if (!url) return 'this is not a URL';
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return needsHttps;
    if (url.username || url.password) return 'the URL must hold no user name and no password';
    switch (allowed.allowanceOf(url)) {
      case 'yes':
        return null;
      case 'on-another-port':
        options.onRefused?.();
        return 'the operator allows this host on another port only';
      case 'no': {
        const problem = problemOfUnlisted(url);
        if (problem === notOnTheInternet) options.onRefused?.();
        return problem;
      }
    }
  }

  async function resolvesSafely(text: string): Promise<string | null> {
    const problem = problemWith(text);
    const url = URL.parse(text);
    if (problem !== null || !url) return problem;
    // `problemWith` has checked a host that is an address, and an allowed host may resolve to any address.
    if (addressIn(url) !== null || allowed.allowanceOf(url) === 'yes') return null;
    const timeUp = new AbortController();
    try {
      return await Promise.race([
        addressesOf(url.hostname).then((found) => (found.length > 0 ? null : notFound)),
        sleep(resolveTimeoutMs, 'the host name could not be resolved in time', {
          signal: timeUp.signal,
        }),
      ]);
    } catch (error) {
      return error instanceof AddressRefused ? error.message : notFound;
    } finally {
      timeUp.abort();
    }
  }

  const lookup: LookupFunction = (host, { family, all }, callback) => {
    addressesOf(host).then(
      (found) => {
        const fitting = found.filter((each) => isOfFamily(each, family));
        const [first] = fitting;
        if (!first) callback(nothingFound(), '');
        else if (all) callback(null, [...fitting]);
        else callback(null, first.address, first.family);
      },
      (error) => callback(error, ''),
    );
  };

  return { problemWith, resolvesSafely, lookup };
}

/** The problem of a URL whose host the operator has not allowed. */
function problemOfUnlisted(url: URL): string | null {
  if (url.protocol !== 'https:') return needsHttps;
  const port = Number(portOf(url));
  // Ports below 1024 belong to other services, which must not receive HTTP requests.
  if (port !== 443 && port < 1024) return 'the port must be 443 or one from 1024';
  const address = addressIn(url);
  if (address !== null) return isPublicAddress(address) ? null : notOnTheInternet;
  return /(^|\.)localhost$/.test(plainHost(url.hostname)) ? notOnTheInternet : null;
}

/** The IP address in a URL; null if it has a host name. The URL parser has already made `127.0.0.1` of `0x7f.1` and `2130706433`. */
function addressIn(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/** `wanted` is 4, 6, `IPv4`, `IPv6`, or 0 for both. */
function isOfFamily({ family }: LookupAddress, wanted: number | string | undefined): boolean {
  return !wanted || `${wanted}`.endsWith(`${family}`);
}

function nothingFound(): NodeJS.ErrnoException {
  return Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
}
