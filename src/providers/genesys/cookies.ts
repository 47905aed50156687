import type { HttpHeaders } from '../outgoing/provider-http.ts';

/** The cookies of one session: its own, and the one by which a load balancer finds its server. */
export interface Cookies {
  /** Keeps what an answer sets. */
  absorb(headers: HttpHeaders): void;
  /** The value of the `cookie` header; empty when there are none. */
  header(): string;
}

const most = 50;
const longest = 4096;

/**
 * Domain, path and age are not looked at: every request of a session goes to the one base URL of its line,
 * and a session is opened anew long before a cookie of it could expire.
 */
export function createCookies(): Cookies {
  const values = new Map<string, string>();

  function keep(line: string): void {
    const [, name, value] = /^\s*([^\s=;]+)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(line) ?? [];
    if (name === undefined || value === undefined || !isHeaderSafe(name + value)) return;
    const isRemoval = value === '' || /;\s*max-age\s*=\s*(0|-\d+)\s*(;|$)/i.test(line);
    if (isRemoval) values.delete(name);
    else if (values.has(name) || values.size < most) values.set(name, value);
  }

  return {
    absorb(headers) {
      for (const line of [headers['set-cookie'] ?? []].flat()) keep(line);
    },
    header: () => [...values].map(([name, value]) => `${name}=${value}`).join('; '),
  };
}

function isHeaderSafe(text: string): boolean {
  return text.length <= longest && /^[\x20-\x7e]*$/.test(text);
}
