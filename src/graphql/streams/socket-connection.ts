import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import type { Viewer } from '../../access/viewer.ts';
import type { Farewell } from '../farewell.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import { createSocketWrites } from './socket-writes.ts';
import type { Turns } from './turns.ts';

type OnEnd = (code: number, reason: string) => void;

/** One websocket, and its viewer once the client has authenticated. */
export interface Connection {
  readonly request: IncomingMessage;
  /** The subprotocol on which client and server have agreed. */
  readonly protocol: string;
  readonly isOpen: boolean;
  /** Null until the client has authenticated. Until then it may leave fewer replies unread. */
  viewer: Viewer | null;
  /** The key or token with which the client has authenticated. */
  credential: string | undefined;
  /** Sends a reply. Closes the connection instead if the client has left too many replies unread. */
  send(text: string): Promise<void>;
  /** A turn must be taken before events are executed and sent. */
  readonly turns: Turns;
  /** Sends frames that are already encoded. */
  sendFrames(frames: Buffer): void;
  onMessage(receive: (text: string) => Promise<void>): void;
  /** Calls `run` once, when either side closes. Does not wait for the client's answer to our close frame. */
  onEnd(run: OnEnd): void;
  /** Closes without a farewell. */
  close(code: number, reason: string): void;
  /**
   * Calls `run` when `leave` or `cutOff` closes the connection, and not when pongs are missing, because the client is gone then.
   * Returns a function that removes `run`.
   */
  onFarewell(run: (why: Farewell) => void): () => void;
  /** Tells every operation why it ends, and closes. */
  leave(code: number, reason: string, why: Farewell): void;
  /**
   * Tells every operation that the client is too slow, and closes with 1013. A frozen client has `Timing.thawMs` (the `closeTimeout`
   * of ws) to read everything up to the close frame.
   */
  cutOff(reason: string): void;
  /**
   * Must be called once per sweep: one tick of the timer that looks for slow clients and due pings (`Timing.sweepMs`). Returns for
   * how many sweeps in a row the client has read none of the queued bytes.
   */
  sweepWrites(): number;
  /**
   * Must be called once per sweep. Pings every `everySweeps` sweeps. Closes the connection without a farewell if the previous ping
   * was not answered.
   */
  sweepPings(everySweeps: number): void;
}

export function createConnection(
  ws: WebSocket,
  socket: Duplex,
  request: IncomingMessage,
  { unread, closeMs }: { readonly unread: UnreadBytes; readonly closeMs: number },
): Connection {
  const ending = createEnding(ws, closeMs);
  const writes = createSocketWrites(ws, socket, {
    unread,
    isAuthenticated: () => connection.viewer !== null,
    onTooManyReplies() {
      ending.close(1013, 'Too many replies are unread');
      // The client's further messages are not read.
      ws.pause();
    },
  });
  // When the connection is over, nothing waits for room any more.
  ending.onEnd(writes.turns.roomChanged);
  const farewells = new Set<(why: Farewell) => void>();
  // A pong is a reply too, so that pings cannot fill the memory.
  ws.on('ping', (data: Buffer) => void writes.reply((done) => ws.pong(data, false, done)));
  const connection: Connection = {
    request,
    protocol: ws.protocol,
    get isOpen() {
      return ws.readyState === ws.OPEN;
    },
    viewer: null,
    credential: undefined,
    // Encoded here, because a socket counts what is unread of a string in UTF-16 units. `binary: false`: a text frame all the same.
    send: (text) => writes.reply((done) => ws.send(Buffer.from(text), { binary: false }, done)),
    turns: writes.turns,
    sendFrames: writes.sendFrames,
    onMessage(receive) {
      ws.on('message', (data: RawData) => {
        // A message that arrives after our close frame must not start an operation.
        if (ws.readyState === ws.OPEN) void receive(String(data));
      });
    },
    onEnd: ending.onEnd,
    close: ending.close,
    cutOff(reason) {
      for (const run of farewells) run('too slow');
      ending.cutOff(reason);
    },
    onFarewell(run) {
      farewells.add(run);
      return () => farewells.delete(run);
    },
    leave(code, reason, why) {
      for (const run of farewells) run(why);
      ending.close(code, reason);
    },
    sweepWrites: writes.sweep,
    sweepPings: createPings(ws, () => ending.cutOff('No pong: resume after your last cursor')),
  };
  return connection;
}

/** The ways in which this service closes a websocket, and `onEnd`, which tells of its end, whichever side closes it. */
function createEnding(ws: WebSocket, closeMs: number) {
  const terminateSoon = createTerminateSoon(ws, closeMs);
  const waiting: OnEnd[] = [];
  let ended: Parameters<OnEnd> | undefined;
  const end: OnEnd = (code, reason) => {
    if (ended) return;
    ended = [code, reason];
    for (const run of waiting.splice(0)) run(code, reason);
  };
  ws.once('close', (code, reason) => end(code, String(reason)));
  // After an error ws sends a close frame itself, which the client may never answer.
  ws.once('error', terminateSoon);
  return {
    onEnd(run: OnEnd) {
      if (ended) run(...ended);
      else waiting.push(run);
    },
    close(code: number, reason: string) {
      ws.close(code, reason);
      end(code, reason);
      terminateSoon();
    },
    // Without `terminateSoon`: ws itself waits for `Timing.thawMs` (its `closeTimeout`), so that a frozen client can still read.
    cutOff(reason: string) {
      ws.close(1013, reason);
      end(1013, reason);
    },
  };
}

/** Frees the socket of a client that does not answer our close frame. */
function createTerminateSoon(ws: WebSocket, afterMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  ws.once('close', () => clearTimeout(timer));
  return () => {
    if (ws.readyState !== ws.CLOSED) timer ??= setTimeout(() => ws.terminate(), afterMs);
  };
}

/** Counts sweeps (as in pending-writes.ts), so that a pause of this process does not look like a missing pong. */
function createPings(ws: WebSocket, onMissingPong: () => void): (everySweeps: number) => void {
  let sweepsSincePing = 0;
  let isAnswered = true;
  ws.on('pong', () => {
    isAnswered = true;
  });
  return (everySweeps) => {
    sweepsSincePing += 1;
    if (sweepsSincePing < everySweeps) return;
    if (!isAnswered) return onMissingPong();
    sweepsSincePing = 0;
    isAnswered = false;
    ws.ping();
  };
}
