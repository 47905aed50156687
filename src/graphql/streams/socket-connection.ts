import type { IncomingMessage } from 'node:http';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../../access/viewer.ts';
import type { Timing } from '../timing.ts';
import { createProgress, type Progress } from './pending-writes.ts';
import { createRoom, type Room } from './socket-back-pressure.ts';

type OnEnd = (code: number, reason: string) => void;

/** One websocket, and who is at its other end once that is known. */
export interface Connection {
  readonly request: IncomingMessage;
  readonly protocol: string;
  readonly isOpen: boolean;
  viewer: Viewer | null;
  /** Settles when the client has taken it. Closes when too much that it asked for waits for it already. */
  send(text: string): Promise<void>;
  /** The same for what it did not ask for just now: waits for room, as long as the client takes anything at all. */
  sendWhenRoom(text: string): Promise<void>;
  onMessage(receive: (text: string) => Promise<void>): void;
  /** Runs once, when either side closes. Our own close does not wait for the client's: it may never come. */
  onEnd(run: OnEnd): void;
  close(code: number, reason: string): void;
  /** Closes with 1013, and leaves a frozen client time to thaw and to read everything up to the close. */
  cutOff(reason: string): void;
  isStuckFor(ms: number): boolean;
  /** Pings when it is time, and gives up on a client that has not answered the ping before. */
  keepAlive(everyMs: number): void;
}

export function createConnection(
  ws: WebSocket,
  request: IncomingMessage,
  { closeMs }: Pick<Timing, 'closeMs'>,
): Connection {
  const progress = createProgress();
  const ending = createEnding();
  const terminateSoon = createTerminateSoon(ws, closeMs);
  const cutOff = (reason: string) => {
    ws.close(1013, reason);
    ending.end(1013, reason);
  };
  const close = (code: number, reason: string) => {
    ws.close(code, reason);
    ending.end(code, reason);
    terminateSoon();
  };
  const room = createRoom(ws, progress, () => connection.viewer !== null);
  const write = createWrite(ws, progress, room);
  const writeOrClose = (put: Put) => {
    if (room.isThere()) return write(put);
    close(1013, 'Too much waits to be read');
    return Promise.resolve();
  };
  ending.onEnd(room.end);
  ws.on('ping', (data: Buffer) => void writeOrClose((taken) => ws.pong(data, false, taken)));
  ws.once('close', (code, reason) => ending.end(code, String(reason)));
  ws.once('error', terminateSoon);
  const connection: Connection = {
    request,
    protocol: ws.protocol,
    get isOpen() {
      return ws.readyState === ws.OPEN;
    },
    viewer: null,
    send: (text) => writeOrClose((taken) => ws.send(text, taken)),
    async sendWhenRoom(text) {
      while (!room.isThere() && ws.readyState === ws.OPEN) await room.wait();
      await write((taken) => ws.send(text, taken));
    },
    onMessage(receive) {
      ws.on('message', (data: RawData) => {
        // What still arrives after our own close must not start anything.
        if (ws.readyState === ws.OPEN) void receive(String(data));
      });
    },
    onEnd: ending.onEnd,
    close,
    cutOff,
    isStuckFor: progress.isStuckFor,
    keepAlive: createKeepAlive(ws, () => cutOff('No pong: resume after your last cursor')),
  };
  return connection;
}

type Put = (taken: () => void) => void;

/** A send that fails is not an error of its own: its socket is closing and says so. */
function createWrite(ws: WebSocket, progress: Progress, room: Room) {
  return (put: Put): Promise<void> => {
    if (ws.readyState !== ws.OPEN) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    progress.sent();
    put(() => {
      progress.taken();
      resolve();
      room.grew();
    });
    return promise;
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

/** A client that does not answer our goodbye does not hold its socket for long. */
function createTerminateSoon(ws: WebSocket, afterMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  ws.once('close', () => clearTimeout(timer));
  return () => {
    if (ws.readyState !== ws.CLOSED) timer ??= setTimeout(() => ws.terminate(), afterMs);
  };
}

function createKeepAlive(ws: WebSocket, onSilence: () => void): (everyMs: number) => void {
  let lastPingAt = performance.now();
  let isAlive = true;
  ws.on('pong', () => {
    isAlive = true;
  });
  return (everyMs) => {
    if (performance.now() - lastPingAt < everyMs) return;
    if (!isAlive) return onSilence();
    lastPingAt = performance.now();
    isAlive = false;
    ws.ping();
  };
}
