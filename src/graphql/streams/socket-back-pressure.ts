import type { WebSocket } from 'ws';
import type { Progress } from './pending-writes.ts';

/** Whether more may wait for a client than does already. */
export interface Room {
  isThere(): boolean;
  /** Settles when something was taken, first come first served, or when nothing will be any more. */
  wait(): Promise<void>;
  grew(): void;
  end(): void;
}

interface Bounds {
  readonly bytes: number;
  readonly messages: number;
}

const forStrangers: Bounds = { bytes: 64 * 1024, messages: 100 };
const forViewers: Bounds = { bytes: 4 * 1024 * 1024, messages: 10_000 };

/** One message always has room, however large it is. */
export function createRoom(ws: WebSocket, progress: Progress, isKnown: () => boolean): Room {
  const waiting: (() => void)[] = [];
  return {
    isThere() {
      const { bytes, messages } = isKnown() ? forViewers : forStrangers;
      return progress.waiting === 0 || (ws.bufferedAmount < bytes && progress.waiting < messages);
    },
    wait: () => new Promise((resolve) => waiting.push(resolve)),
    grew: () => waiting.shift()?.(),
    end() {
      for (const wake of waiting.splice(0)) wake();
    },
  };
}
