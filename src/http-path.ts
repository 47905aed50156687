/** The path and the query of a request. */
export interface Path {
  /** `webhooks` of `/webhooks/abc?x=1`. */
  readonly first: string;
  /** `abc` of `/webhooks/abc?x=1`. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

/** `page.html`, but not `..`, `.hidden` or `%2e`. */
const segment = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/;

/**
 * Returns null for a path that a proxy and this service could read differently: one with empty segments, `.`, `..`, percent escapes
 * or a host. A proxy that lets only `/webhooks/` pass must not be passed with `/webhooks/../metrics`. A slash at the end is ignored.
 */
export function readPath(target = ''): Path | null {
  const queryAt = target.indexOf('?');
  const path = queryAt === -1 ? target : target.slice(0, queryAt);
  if (!path.startsWith('/')) return null;
  const query = new URLSearchParams(queryAt === -1 ? '' : target.slice(queryAt + 1));
  if (path === '/') return { first: '', rest: '', query };
  const [first = '', ...others] = path.slice(1).replace(/\/$/, '').split('/');
  if (![first, ...others].every((part) => segment.test(part))) return null;
  return { first, rest: others.join('/'), query };
}
