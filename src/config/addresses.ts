import { isIPv6 } from 'node:net';
import { Problem, quote } from './setting.ts';

/** The address of a network interface, or a host name. */
export function readHost(text: string): string | Problem {
  if (isIPv6(text) || /^[^\s/:@[\]]+$/.test(text)) return text;
  return new Problem(
    'is not an address to listen on; give one without scheme and port, such as 0.0.0.0. PORT sets the port.',
  );
}

/** Returns the URL without a trailing slash, because paths are appended. */
export function readPublicUrl(text: string): string | Problem {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    return new Problem('is not a URL; give one such as https://calls.example.com.');
  }
  if (url.username || url.password) {
    return new Problem(
      'has a user name or a password; leave them out: providers do not send them.',
    );
  }
  if (/[?#]/.test(text)) {
    return new Problem(
      'has a query or a fragment; remove it: `/webhooks/…` is appended to the URL.',
    );
  }
  return text.replace(/\/+$/, '');
}

/** Origins are compared as text, so only the spelling that browsers send can match. */
export function checkOrigin(item: string): Problem | undefined {
  if (item === '*') return undefined;
  const url = URL.parse(item);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    return new Problem(
      `has ${quote(item)}, which is not an origin; give scheme and host such as https://app.example.com, or * for every page.`,
    );
  }
  if (url.username || url.password || url.origin !== item) {
    return new Problem(
      `has an origin that no browser sends in this spelling; write it as ${url.origin} (lower case, no path, no trailing slash).`,
    );
  }
  return undefined;
}

export function checkHeaderName(item: string): Problem | undefined {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(item)) return undefined;
  return new Problem(`has ${quote(item)}, which is not the name of a header; give names only.`);
}

/** Every client with a key can make this service send requests to these hosts. */
export function checkCallbackHost(item: string): Problem | undefined {
  if (item === '*') return new Problem('has *; name the hosts of your routers.');
  return checkAllowedHost(item);
}

/** Must accept the same forms as `readAllowedHosts` of the address guard. */
export function checkAllowedHost(item: string): Problem | undefined {
  if (item === '*' || isIPv6(item)) return undefined;
  // Such as `gateway.lan:8080` or `[::1]:8080`.
  const [, host, port] = /^(\[[^\]]*\]|[^:/?#@\s[\]]+)(?::(\d{1,5}))?$/.exec(item) ?? [];
  const isPort = port === undefined || Number(port) <= 65_535;
  if (host?.includes('*')) {
    return new Problem(`has ${quote(item)}; write each host in full, or only * for every host.`);
  }
  if (host && isPort && URL.canParse(`http://${host}`)) return undefined;
  return new Problem(
    `has ${quote(item)}, which is not a host; give host or host:port without scheme and path.`,
  );
}
