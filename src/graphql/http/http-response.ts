import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { httpStatusOf } from '../errors.ts';

export function sendJson(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (writeJsonHead(response, status, Buffer.byteLength(text), headers)) response.end(text);
}

/** Returns false if the response cannot be sent any more. */
export function writeJsonHead(
  response: ServerResponse,
  status: number,
  length: number,
  headers: Record<string, string>,
): boolean {
  if (response.headersSent || response.destroyed) return false;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
    'cache-control': 'no-store',
    'content-length': length,
  });
  return true;
}

export function sendErrors(
  response: ServerResponse,
  errors: readonly GraphQLFormattedError[],
  status = httpStatusOf(errors),
): void {
  sendJson(response, status, JSON.stringify({ errors }), {
    ...headersOf(status),
    ...retryAfterOf(errors),
  });
}

/** Whether the first error says that the viewer may not do this. */
export function isForbidden(errors: readonly GraphQLFormattedError[]): boolean {
  return httpStatusOf(errors) === 403;
}

/** For a request without a GraphQL result: its HTTP is wrong, or this process takes no more (503). */
export function sendRefusal(response: ServerResponse, status: number, message: string): void {
  sendErrors(response, [{ message, extensions: { code: refusalCodeOf(status) } }], status);
}

/** Clients give up after a BAD_REQUEST, so a request that may succeed when it is repeated has another code. */
function refusalCodeOf(status: number): string {
  if (status === 408) return 'REQUEST_TIMEOUT';
  if (status === 503) return 'UNAVAILABLE';
  return 'BAD_REQUEST';
}

function retryAfterOf([error]: readonly GraphQLFormattedError[]): Record<string, string> {
  const ms = error?.extensions?.retryAfterMs;
  return typeof ms === 'number' ? { 'retry-after': String(Math.ceil(ms / 1000)) } : {};
}

function headersOf(status: number): Record<string, string> {
  if (status === 503) return { 'retry-after': '1' };
  if (status === 405) return { allow: 'GET, HEAD, OPTIONS, POST' };
  // The rest of the body of such a request is not read, so the connection cannot carry another request.
  if (status === 413 || status === 408) return { connection: 'close' };
  return {};
}
