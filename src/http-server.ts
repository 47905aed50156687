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
  /** `route` is one of `routes` or `other`; `status` is ABORTED when the client did not wait for the answer. */
  readonly onAnswered?: (route: string, status: string, seconds: number) => void;
}

export function createHttpServer(parts: HttpServerParts): Server {
  const server = createServer((request, response) => {
    observe(parts, request, response);
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

/** Event streams last as long as their clients like: they are no requests to be timed. */
function observe(
  { routes, onAnswered }: HttpServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!onAnswered) return;
  const arrivedAt = performance.now();
  response.once('close', () => {
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
    const first = /^\/([^/?]*)/.exec(request.url ?? '')?.[1] ?? '';
    const status = response.writableFinished ? `${response.statusCode}` : 'ABORTED';
    onAnswered(routes.has(first) ? first : 'other', status, (performance.now() - arrivedAt) / 1000);
  });
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
    server.once('error', (error) => reject(listenProblem(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${taken}`);
    });
  });
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        `PORT ${port} is in use at ${host}. Set PORT to another one; 0 takes a free one.`,
      );
    case 'EACCES':
      return new Error(`This process may not listen on PORT ${port}. Set PORT to one from 1024.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(
        `HOST ${host} is no address of this machine. Set HOST to one, or to 0.0.0.0 for all.`,
      );
    default:
      return error;
  }
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
