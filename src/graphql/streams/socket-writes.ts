import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { UnreadBytes } from '../unread-bytes.ts';
import { createPendingWrites } from './pending-writes.ts';
import { createTurns, type Turns } from './turns.ts';

/** Hands a reply to the websocket, which calls `done` when the reply is written. */
type Put = (done: () => void) => void;

/** Everything that is written to one websocket. A failed write is not reported: the socket's `close` event follows. */
export interface SocketWrites {
  readonly turns: Turns;
  /** Resolves when the reply is written, or at once if the socket is closed. Without room, calls `onTooManyReplies` instead. */
  reply(put: Put): Promise<void>;
  /** Does not look for room: the caller has taken a turn (`turns`), which waits for it. */
  sendFrames(frames: Buffer): void;
  /** Must be called once per sweep. Returns for how many sweeps in a row writes were pending and none of them finished. */
  sweep(): number;
}

interface Options {
  readonly unread: UnreadBytes;
  readonly isAuthenticated: () => boolean;
  readonly onTooManyReplies: () => void;
}

/** How much may be unread before no more is written. */
interface Bounds {
  readonly bytes: number;
  readonly messages: number;
}

const unauthenticated: Bounds = { bytes: 64 * 1024, messages: 100 };
const authenticated: Bounds = { bytes: 4 * 1024 * 1024, messages: 10_000 };

export function createSocketWrites(
  ws: WebSocket,
  socket: Duplex,
  { unread, isAuthenticated, onTooManyReplies }: Options,
): SocketWrites {
  const pending = createPendingWrites();
  const unreadAccount = unread.open({
    count: () => socket.writableLength,
    cutOff: () => ws.terminate(),
  });
  ws.once('close', unreadAccount.close);
  // A closed connection has room, because otherwise its operations would wait for room forever.
  const turns = createTurns(() => ws.readyState !== ws.OPEN || hasRoom());

  /** An empty queue has room for one message of any size. */
  function hasRoom(): boolean {
    if (pending.count === 0) return true;
    // The clients of this process have many bytes unread together, so only an empty queue takes more.
    if (unread.isTight) return false;
    const { bytes, messages } = isAuthenticated() ? authenticated : unauthenticated;
    return ws.bufferedAmount < bytes && pending.count < messages;
  }

  function finished(): void {
    pending.finished();
    unreadAccount.changed();
    turns.roomChanged();
  }

  return {
    turns,
    sweep: pending.sweep,
    async reply(put) {
      if (ws.readyState !== ws.OPEN) return;
      if (!hasRoom()) return onTooManyReplies();
      const { promise, resolve } = Promise.withResolvers<void>();
      pending.started();
      put(() => {
        finished();
        resolve();
      });
      unreadAccount.changed();
      await promise;
    },
    sendFrames(frames) {
      if (ws.readyState !== ws.OPEN) return;
      pending.started();
      // The frames are encoded already, so they bypass ws. They split no frame of ws, which compresses none and writes each in one piece.
      socket.write(frames, finished);
      unreadAccount.changed();
    },
  };
}
