/** The target of a request, read in the one way in which it may be written. */
export interface Path {
  /** `webhooks` of `/webhooks/abc?x=1`. */
  readonly first: string;
  /** `abc` of `/webhooks/abc?x=1`. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

const onePart = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/;

/**
 * Returns null for a path that a proxy and this service could read differently: empty parts, `.` and `..`, escapes, a host. A proxy that
 * lets `/webhooks/` pass must not pass `/webhooks/../metrics`.
 */
export function readPath(target = ''): Path | null {
  const end = target.indexOf('?');
  const path = end === -1 ? target : target.slice(0, end);
  if (!path.startsWith('/')) return null;
  const query = new URLSearchParams(end === -1 ? '' : target.slice(end + 1));
  if (path === '/') return { first: '', rest: '', query };
  const [first = '', ...others] = path.slice(1).replace(/\/$/, '').split('/');
  if (![first, ...others].every((part) => onePart.test(part))) return null;
  return { first, rest: others.join('/'), query };
}
