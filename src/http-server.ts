import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** Answers one path. `rest` is what follows the part that the route is known by. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  rest: string,
) => void | Promise<void>;

export interface HttpServerParts {
  /** By the first part of the path: `graphql` answers `/graphql`. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly onTrouble: (error: unknown) => void;
}

export function createHttpServer(parts: HttpServerParts): Server {
  const server = createServer((request, response) => {
    void route(parts, request, response).catch((error: unknown) => {
      parts.onTrouble(error);
      if (!response.headersSent) sendText(response, 500, 'Something went wrong here.');
      else response.destroy();
    });
  });
  server.on('upgrade', parts.upgrade);
  // Longer than a load balancer's own, so that it never sends into a connection that we are closing.
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  server.requestTimeout = 30_000;
  return server;
}

async function route(
  parts: HttpServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (url === null) return sendText(response, 400, 'This is not a path.');
  const [, first = '', rest = ''] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
  const answer = parts.routes.get(first);
  if (answer === undefined) return sendText(response, 404, 'Nothing is here. Try /graphql.');
  await answer(request, response, url, rest);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** Answers the URL at which it listens. */
export function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${taken}`);
    });
  });
}

const closeWithinMs = 2000;

/** Lets the requests under way end, and does not wait for ever. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), closeWithinMs);
  await closed;
  clearTimeout(timer);
}
