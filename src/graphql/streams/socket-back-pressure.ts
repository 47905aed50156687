import type { WebSocket } from 'ws';
import type { PendingWrites } from './pending-writes.ts';

/** Bounds what is queued for one websocket whose client reads slowly. */
export interface BackPressure {
  hasRoom(): boolean;
  /** Settles, in the order of the calls, when a write has finished, or when the connection ends. */
  waitForWrite(): Promise<void>;
  writeFinished(): void;
  end(): void;
}

interface Bounds {
  readonly bytes: number;
  readonly messages: number;
}

const unauthenticated: Bounds = { bytes: 64 * 1024, messages: 100 };
const authenticated: Bounds = { bytes: 4 * 1024 * 1024, messages: 10_000 };

/** An empty queue has room for one message of any size. */
export function createBackPressure(
  ws: WebSocket,
  writes: PendingWrites,
  isAuthenticated: () => boolean,
): BackPressure {
  const waiting: (() => void)[] = [];
  return {
    hasRoom() {
      const { bytes, messages } = isAuthenticated() ? authenticated : unauthenticated;
      return writes.count === 0 || (ws.bufferedAmount < bytes && writes.count < messages);
    },
    waitForWrite: () => new Promise((resolve) => waiting.push(resolve)),
    writeFinished: () => waiting.shift()?.(),
    end() {
      for (const resume of waiting.splice(0)) resume();
    },
  };
}
