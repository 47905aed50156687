import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../access/viewer.ts';
import { createProgress } from './progress.ts';

type OnEnd = (code: number, reason: string) => void;

/** One websocket, and who is at its other end once that is known. */
export interface Connection {
  readonly request: IncomingMessage;
  readonly protocol: string;
  readonly isOpen: boolean;
  viewer: Viewer | null;
  /** Settles when the client has taken it. */
  send(text: string): Promise<void>;
  onMessage(receive: (text: string) => Promise<void>): void;
  /** Runs once, when either side closes. Our own close does not wait for the client's: it may never come. */
  onEnd(run: OnEnd): void;
  close(code: number, reason: string): void;
  isStuckFor(ms: number): boolean;
  /** Pings when it is time, and gives up on a client that has not answered the ping before. */
  keepAlive(everyMs: number): void;
}

export function createConnection(ws: WebSocket, request: IncomingMessage): Connection {
  const progress = createProgress();
  const ending = createEnding();
  ws.once('close', (code, reason) => ending.end(code, String(reason)));
  return {
    request,
    protocol: ws.protocol,
    get isOpen() {
      return ws.readyState === ws.OPEN;
    },
    viewer: null,
    // A send that fails is not an error of its own: its socket is closing and says so.
    send(text) {
      if (ws.readyState !== ws.OPEN) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      progress.sent();
      ws.send(text, () => {
        progress.taken();
        resolve();
      });
      return promise;
    },
    onMessage(receive) {
      ws.on('message', (data: RawData) => {
        // What still arrives after our own close must not start anything.
        if (ws.readyState === ws.OPEN) void receive(String(data));
      });
    },
    onEnd: ending.onEnd,
    close(code, reason) {
      ws.close(code, reason);
      ending.end(code, reason);
    },
    isStuckFor: progress.isStuckFor,
    keepAlive: createKeepAlive(ws),
  };
}

function createEnding() {
  const waiting: OnEnd[] = [];
  let ended: Parameters<OnEnd> | undefined;
  return {
    onEnd(run: OnEnd) {
      if (ended) run(...ended);
      else waiting.push(run);
    },
    end(...how: Parameters<OnEnd>) {
      if (ended) return;
      ended = how;
      for (const run of waiting.splice(0)) run(...how);
    },
  };
}

function createKeepAlive(ws: WebSocket): (everyMs: number) => void {
  let lastPingAt = performance.now();
  let isAlive = true;
  ws.on('pong', () => {
    isAlive = true;
  });
  return (everyMs) => {
    if (performance.now() - lastPingAt < everyMs) return;
    if (!isAlive) return ws.terminate();
    lastPingAt = performance.now();
    isAlive = false;
    ws.ping();
  };
}
