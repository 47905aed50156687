import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { boundConnections, type ConnectionBounds } from './http-connections.ts';
import { type Path, readPath } from './http-path.ts';

export type { ConnectionBounds };

/** Answers the requests of one path, or of all paths below it. */
export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  path: Path,
) => void | Promise<void>;

export interface HttpServerOptions {
  /** `graphql` answers `/graphql`, `webhooks/` answers every path below `/webhooks/`, and the empty string answers `/`. */
  readonly routes: ReadonlyMap<string, Route>;
  /** Handles websocket upgrades. Without it, they are refused. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly onError: (error: unknown) => void;
  /** A connection on which nothing moves for this long is closed, such as that of a client that does not read its answer. */
  readonly stalledMs?: number;
  /** Without them, connections are not bounded. */
  readonly connections?: ConnectionBounds;
  /** A request was refused because of its path, or because it is not HTTP. */
  readonly onRefused?: (why: 'path' | 'http', from: string | undefined) => void;
  /**
   * `route` is the first part of a path in `routes`, `page` for `/`, or `other`; `status` is ABORTED when the client did not wait
   * for the answer.
   */
  readonly onAnswered?: (route: string, status: string, seconds: number) => void;
}

export function createHttpServer(options: HttpServerOptions): Server {
  // Connections past one of the timeouts below are closed at this interval.
  const server = createServer({ connectionsCheckingInterval: 5_000 }, (request, response) => {
    observe(options, request, response);
    cutEndlessBody(request, response);
    void route(options, request, response).catch((error: unknown) => {
      options.onError(error);
      if (!response.headersSent)
        sendText(response, 500, 'The server failed to answer this request. Its log has the error.');
      else response.destroy();
    });
  });
  if (options.connections) boundConnections(server, options.connections);
  server.on('upgrade', options.upgrade ?? ((_request, socket) => socket.destroy()));
  server.on('clientError', (error, socket) => refuse(options, error, socket));
  // Longer than the idle timeout of load balancers, which otherwise reuse a connection that we are closing.
  server.keepAliveTimeout = 75_000;
  // Counts from the start of a connection, so that a silent one is closed. Between two requests only `keepAliveTimeout` counts.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  // Event streams are never silent for this long, and from websockets their library removes this timeout.
  server.timeout = options.stalledMs ?? 60_000;
  return server;
}

/** Reports each response that ends, except event streams: the client chooses their duration, which would distort the histogram. */
function observe(
  { routes, onAnswered }: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!onAnswered) return;
  const arrivedAt = performance.now();
  response.once('close', () => {
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
    const first = readPath(request.url)?.first;
    const isKnown = first !== undefined && (routes.has(first) || routes.has(`${first}/`));
    const status = response.writableFinished ? `${response.statusCode}` : 'ABORTED';
    onAnswered(isKnown ? first || 'page' : 'other', status, (performance.now() - arrivedAt) / 1000);
  });
}

/** Answers a malformed request with the status that Node would send by default, and reports it, which Node would not. */
function refuse(
  { onRefused }: HttpServerOptions,
  error: NodeJS.ErrnoException,
  socket: Duplex,
): void {
  const isGone = error.code === 'ECONNRESET' || !socket.writable;
  if (isGone) return void socket.destroy();
  onRefused?.('http', socket instanceof Socket ? socket.remoteAddress : undefined);
  const status = statusOfError[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
    socket.destroy(),
  );
}

/** By the codes of Node's HTTP server. */
const statusOfError: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** After the answer was sent, how long the client has to end its body and to read the answer. */
const bodyAfterAnswerMs = 1_000;

/** A body that goes on after its answer, for example after a 413, is discarded for a moment, and then cut. */
function cutEndlessBody(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    const timer = setTimeout(() => request.socket.destroy(), bodyAfterAnswerMs);
    request.once('close', () => clearTimeout(timer));
    request.resume();
  });
}

async function route(
  options: HttpServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = readPath(request.url);
  if (path === null) {
    options.onRefused?.('path', request.socket.remoteAddress);
    return sendText(response, 400, 'The request path is not valid.');
  }
  const answer = options.routes.get(path.rest === '' ? path.first : `${path.first}/`);
  if (answer === undefined) return sendText(response, 404, 'Not found. The API is at /graphql.');
  await answer(request, response, path);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** Resolves to the URL on which the server listens. `setting` is what the port is called in an error message. */
export function listen(
  server: Server,
  host: string,
  port: number,
  setting = 'PORT',
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenProblem(error, host, port, setting)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      // With port 0 the operating system chooses a free one.
      const { port: chosen } = server.address() as AddressInfo;
      resolve(`http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${chosen}`);
    });
  });
}

function listenProblem(
  error: NodeJS.ErrnoException,
  host: string,
  port: number,
  setting: string,
): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(
        `${setting} ${port} is in use on ${host}. Set ${setting} to a free port, or to 0 to take any free one.`,
      );
    case 'EACCES':
      return new Error(
        `This process is not permitted to listen on ${setting} ${port}. Set ${setting} to 1024 or higher.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(
        `HOST ${host} is not an address of this machine. Set HOST to one of its addresses, or to 0.0.0.0 for all.`,
      );
    default:
      return error;
  }
}

const closeWithinMs = 2000;

/** Lets requests under way complete, up to a time limit. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), closeWithinMs);
  await closed;
  clearTimeout(timer);
}
