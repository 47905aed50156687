import type { HttpHeaders } from '../outgoing/provider-http.ts';

/** The cookies of one session: that of Genesys, and that by which a load balancer finds the session's server. */
export interface Cookies {
  /** Keeps the cookies that an answer sets. */
  absorb(headers: HttpHeaders): void;
  /** The value of the `cookie` header; empty when there are none. */
  header(): string;
}

const maxCookies = 50;
const maxCharacters = 4096;

/**
 * Ignores domain, path and age, except an age that removes the cookie: all requests of a session go to the base URL of its line,
 * and a session is renewed long before its cookies expire.
 */
export function createCookies(): Cookies {
  const values = new Map<string, string>();

  /** Reads a line such as `JSESSIONID=1f3a; Path=/api; HttpOnly`. */
  function keep(line: string): void {
    const [, name, value] = /^\s*([^\s=;]+)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(line) ?? [];
    if (name === undefined || value === undefined || !isHeaderSafe(name + value)) return;
    const isRemoval = value === '' || /;\s*max-age\s*=\s*(0|-\d+)\s*(;|$)/i.test(line);
    if (isRemoval) values.delete(name);
    else if (values.has(name) || values.size < maxCookies) values.set(name, value);
  }

  return {
    absorb(headers) {
      for (const line of [headers['set-cookie'] ?? []].flat()) keep(line);
    },
    header: () => [...values].map(([name, value]) => `${name}=${value}`).join('; '),
  };
}

function isHeaderSafe(text: string): boolean {
  return text.length <= maxCharacters && /^[\x20-\x7e]*$/.test(text);
}
