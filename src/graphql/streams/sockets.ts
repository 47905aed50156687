import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { handleProtocols, type Server } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Client, RateLimits, Release } from '../../access/rate-limits.ts';
import type { OnRefused } from '../../access/refusals.ts';
import { admitted } from '../errors.ts';
import { isOriginAllowed, type OriginRules } from '../guard/origins.ts';
import type { Log } from '../log.ts';
import type { Timing } from '../timing.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import { readMessage } from './graphql-transport-ws.ts';
import { sweepSocket } from './slow-clients.ts';
import { type Connection, createConnection } from './socket-connection.ts';

/** The websockets that are open in this process. */
export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Cuts off slow clients, and pings the others when a ping is due. */
  sweep(): void;
  /** Closes every websocket, spread over a short time, and accepts no more. */
  drain(): Promise<void>;
  /** Cuts the remaining websockets. */
  stop(): void;
}

interface Options {
  readonly protocol: Server<Connection>;
  readonly originRules: OriginRules;
  readonly messageBytes: number;
  readonly maxSockets: number;
  readonly timing: Timing;
  readonly unread: UnreadBytes;
  readonly log: Log;
  readonly onRefused: OnRefused;
  readonly rateLimits: RateLimits;
  readonly onClosed?: (code: number) => void;
}

type OpenSockets = Map<WebSocket, Connection>;

const messageTooLarge = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

/** `/ws` is the path at which routers subscribe by default. */
const paths: ReadonlySet<string> = new Set(['/graphql', '/ws']);

export function createSockets(options: Options): Sockets {
  const server = new WebSocketServer(serverOptions(options));
  const open: OpenSockets = new Map();
  let isDraining = false;
  return {
    upgrade(request, socket, head) {
      const isFull = open.size >= options.maxSockets;
      const refusal =
        isDraining || isFull
          ? '503 Service Unavailable'
          : findRefusal(request, options.originRules);
      const client = options.rateLimits.clientOf(request);
      if (isFull) options.onRefused('capacity', client.address);
      if (refusal === '403 Forbidden') options.onRefused('origin', client.address);
      if (refusal) return refuse(socket, refusal);
      // The function that frees the client's place again, or the error of a limit.
      const release = admitted(() => admitSocket(options.rateLimits, client));
      if (release instanceof GraphQLError) return refuse(socket, tooMany(release));
      socket.once('close', release);
      server.handleUpgrade(request, socket, head, (ws) =>
        accept(open, options, ws, socket, request),
      );
    },
    sweep() {
      for (const connection of open.values()) sweepSocket(connection, options.timing);
    },
    async drain() {
      isDraining = true;
      const { drainSpreadMs } = options.timing;
      await Promise.all([...open].map((entry) => closeWithin(entry, drainSpreadMs)));
    },
    stop() {
      isDraining = true;
      for (const ws of open.keys()) ws.terminate();
    },
  };
}

function serverOptions({ messageBytes, timing }: Options): ServerOptions {
  const options = {
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytes,
    perMessageDeflate: false,
    // The parts of one message, which take memory of their own however small they are.
    maxFragments: 256,
    maxBufferedChunks: 1024,
    // The connection sends pongs itself, so that they count towards the bound of its queue.
    autoPong: false,
    // A `complete` must take effect before the next message, which may reuse its id.
    allowSynchronousEvents: false,
    // How long ws waits for the client's close frame. A client that was cut off as too slow may still read within this time; for every
    // other close the connection sets a shorter limit.
    closeTimeout: timing.thawMs,
    handleProtocols,
  };
  // A literal would be a type error here, because the types of ws lack `closeTimeout`.
  return options;
}

/** Returns the status line with which a handshake is refused, or undefined. */
function findRefusal({ url, headers }: IncomingMessage, rules: OriginRules): string | undefined {
  if (!paths.has((url ?? '').split('?')[0] ?? '')) return '404 Not Found';
  if (!isOriginAllowed(rules, headers)) return '403 Forbidden';
  return undefined;
}

function admitSocket(rateLimits: RateLimits, client: Client): Release {
  // Counts like an operation of the client. A handshake has no document.
  rateLimits.attempt(client, '');
  return rateLimits.socketOfClient(client);
}

function tooMany({ extensions: { retryAfterMs } }: GraphQLError): string {
  const seconds = Math.ceil(Number(retryAfterMs) / 1000);
  return `429 Too Many Requests\r\nretry-after: ${seconds}`;
}

/** After the status line, `status` may contain headers. */
function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
    // A client that keeps its side open would prevent the HTTP server from closing.
    socket.destroy(),
  );
}

function accept(
  open: OpenSockets,
  { protocol, log, timing, unread, onRefused, rateLimits, onClosed }: Options,
  ws: WebSocket,
  socket: Duplex,
  request: IncomingMessage,
): void {
  const connection = createConnection(ws, socket, request, { unread, closeMs: timing.closeMs });
  open.set(ws, connection);
  ws.once('close', () => open.delete(ws));
  if (onClosed) connection.onEnd(onClosed);
  // After a frame that is too large, not UTF-8 or not masked, ws closes the socket itself with the right code.
  ws.on('error', (error: NodeJS.ErrnoException) => {
    log.info('A websocket failed.', { error: error.message });
    if (error.code === messageTooLarge) onRefused('body', rateLimits.clientOf(request).address);
  });

  const fail = (error: unknown) => {
    log.error('A websocket message could not be processed.', { error: String(error) });
    connection.close(4500, 'Internal server error');
  };
  const closed = protocol.opened(
    {
      protocol: connection.protocol,
      send: connection.send,
      close: (code, reason) => connection.close(code ?? 1000, reason ?? ''),
      // graphql-ws takes a parsed message too, which its types do not say.
      onMessage: (receive) =>
        connection.onMessage((text) => receive(readMessage(text) as string).catch(fail)),
    },
    connection,
  );
  connection.onEnd((code, reason) => void closed(code, reason).catch(fail));
}

/**
 * In this first share of the drain nothing is closed, so that a load balancer can notice that this process is not
 * ready.
 */
const noticeShare = 0.2;

/** 1012 makes clients reconnect. The random delay keeps them from reconnecting all at once. */
async function closeWithin(
  [ws, connection]: [WebSocket, Connection],
  spreadMs: number,
): Promise<void> {
  await delay((noticeShare + Math.random() * (1 - noticeShare)) * spreadMs);
  if (ws.readyState === ws.CLOSED) return;
  // `events.once` would reject on `error`, and an error before the close must not end the drain.
  const closed = new Promise((resolve) => ws.once('close', resolve));
  connection.leave(1012, 'Service Restart', 'restart');
  await closed;
}
