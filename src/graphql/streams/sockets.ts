import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { handleProtocols, type Server } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { isOriginAllowed, type Origins } from '../guard/origins.ts';
import type { Log } from '../log.ts';
import type { Timing } from '../timing.ts';
import { type Connection, createConnection } from './socket-connection.ts';

/** The websockets that are open in this process. */
export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  sweep(): void;
  drain(): Promise<void>;
  stop(): void;
}

interface Options {
  readonly protocol: Server<Connection>;
  readonly origins: Origins;
  readonly messageBytes: number;
  readonly maxSockets: number;
  readonly timing: Timing;
  readonly log: Log;
  readonly onClosed?: (code: number) => void;
}

type OpenSockets = Map<WebSocket, Connection>;

const paths: ReadonlySet<string> = new Set(['/graphql', '/ws']);

export function createSockets(options: Options): Sockets {
  const server = new WebSocketServer(serverOptions(options));
  const open: OpenSockets = new Map();
  let isDraining = false;
  return {
    upgrade(request, socket, head) {
      const isFull = isDraining || open.size >= options.maxSockets;
      const refusal = isFull ? '503 Service Unavailable' : findRefusal(request, options.origins);
      if (refusal) return refuse(socket, refusal);
      server.handleUpgrade(request, socket, head, (ws) => welcome(open, options, ws, request));
    },
    sweep() {
      for (const connection of open.values()) sweepOne(connection, options.timing);
    },
    async drain() {
      isDraining = true;
      await Promise.all([...open].map((one) => leaveWithin(one, options.timing.drainSpreadMs)));
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
    // A pong is an answer like any other, and is bounded with them.
    autoPong: false,
    // So that a `complete` has had its effect before the same id is used again.
    allowSynchronousEvents: false,
    // The longest that any close waits. Most wait shorter: the connection sees to that.
    closeTimeout: timing.thawMs,
    handleProtocols,
  };
  return options;
}

function findRefusal({ url, headers }: IncomingMessage, origins: Origins): string | undefined {
  if (!paths.has((url ?? '').split('?')[0] ?? '')) return '404 Not Found';
  if (!isOriginAllowed(origins, headers.origin)) return '403 Forbidden';
  return undefined;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
    // Whoever does not close their side would keep the server from closing.
    socket.destroy(),
  );
}

function welcome(
  open: OpenSockets,
  { protocol, log, timing, onClosed }: Options,
  ws: WebSocket,
  request: IncomingMessage,
): void {
  const connection = createConnection(ws, request, timing);
  open.set(ws, connection);
  ws.once('close', () => open.delete(ws));
  if (onClosed) connection.onEnd(onClosed);
  // Too large, not UTF-8, not masked: ws itself closes with the right code.
  ws.on('error', (error) => log.info('A websocket broke.', { error: error.message }));

  const fail = (error: unknown) => {
    log.error('A websocket message failed.', { error: String(error) });
    connection.close(4500, 'Internal server error');
  };
  const closed = protocol.opened(
    {
      protocol: connection.protocol,
      send: connection.send,
      close: (code, reason) => connection.close(code ?? 1000, reason ?? ''),
      onMessage: (receive) => connection.onMessage((text) => receive(text).catch(fail)),
    },
    connection,
  );
  connection.onEnd((code, reason) => void closed(code, reason).catch(fail));
}

function sweepOne(connection: Connection, { slowConsumerMs, heartbeatMs }: Timing): void {
  if (!connection.isOpen) return;
  const isStuck = connection.isStuckFor(slowConsumerMs);
  if (isStuck) connection.cutOff('Too slow: resume after your last cursor');
  else connection.keepAlive(heartbeatMs);
}

/** 1012 tells clients to come back; not all at once. */
async function leaveWithin(
  [ws, connection]: [WebSocket, Connection],
  spreadMs: number,
): Promise<void> {
  await delay(Math.random() * spreadMs);
  if (ws.readyState === ws.CLOSED) return;
  // Only so: an error on the way to the close must not end the drain.
  const closed = new Promise((resolve) => ws.once('close', resolve));
  connection.close(1012, 'Service Restart');
  await closed;
}
