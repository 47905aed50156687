import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/**
 * The origins of the web pages that may call the API. With null no CORS headers are sent, and any page may open
 * websockets.
 */
export type Origins = readonly string[] | null;

export interface OriginRules {
  readonly origins: Origins;
  /** The origin of this service behind a proxy that sends another `Host`; null if it is not known. */
  readonly ownOrigin: string | null;
}

/**
 * A page of this service may always use it, whatever the list says. No cookie authenticates a request, so a request that only
 * pretends to be of the same origin still needs a key.
 */
export function isOriginAllowed(
  { origins, ownOrigin }: OriginRules,
  { origin, host }: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
): boolean {
  if (!origins || origin === undefined) return true;
  if (origins.includes('*') || origins.includes(origin)) return true;
  return origin === ownOrigin || isSameHost(origin, host);
}

/** The scheme is not compared: behind a proxy that ends TLS, the page is https and the request is http. */
function isSameHost(origin: string, host: string | undefined): boolean {
  const page = URL.parse(origin);
  if (!page?.host || host === undefined) return false;
  // Parsed with the scheme of the page, so that its default port is left out of both.
  return URL.parse(`${page.protocol}//${host}`)?.host === page.host;
}

export interface Cors extends OriginRules {
  /** Headers that a web page may send. */
  readonly allowedHeaders: readonly string[];
}

export function setCorsHeaders(
  cors: Cors,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers;
  if (!cors.origins || origin === undefined) return;
  response.setHeader('vary', 'origin');
  if (!isOriginAllowed(cors, request.headers)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, HEAD, OPTIONS, POST');
  response.setHeader('access-control-allow-headers', cors.allowedHeaders.join(', '));
  response.setHeader('access-control-expose-headers', 'retry-after');
  response.setHeader('access-control-max-age', '600');
}
