import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The origins of the web pages that may call the API. With null no CORS headers are sent, and any page may open
 * websockets.
 */
export type Origins = readonly string[] | null;

export function isOriginAllowed(origins: Origins, origin: string | undefined): boolean {
  if (!origins || origin === undefined) return true;
  return origins.includes('*') || origins.includes(origin);
}

export interface Cors {
  readonly origins: Origins;
  /** Headers that a web page may send. */
  readonly allowedHeaders: readonly string[];
}

export function setCorsHeaders(
  { origins, allowedHeaders }: Cors,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers;
  if (!origins || origin === undefined) return;
  response.setHeader('vary', 'origin');
  if (!isOriginAllowed(origins, origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, HEAD, OPTIONS, POST');
  response.setHeader('access-control-allow-headers', allowedHeaders.join(', '));
  response.setHeader('access-control-expose-headers', 'retry-after');
  response.setHeader('access-control-max-age', '600');
}
