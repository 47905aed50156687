import type { Call } from '../call/call.ts';
import type { CallId } from '../call/ids.ts';
import type { CallNow } from '../db/calls/calls-now.ts';
import type { JournalEntry } from '../db/journal/journal-reads.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { Ring } from './ring-buffer.ts';

/** The calls of one subscription's events as they are now. Once shown, a call is never shown as it was before. */
export interface CallsShown {
  /** Nothing that was written before this is news to the subscriber, who may have seen what came of it. */
  cameAt(position: Position): void;
  /** Whether what the ring has of the call may be older than what the subscriber has seen. */
  needsLook(entry: JournalEntry): boolean;
  /** Reads the calls of these entries, all at once. */
  look(entries: readonly JournalEntry[]): Promise<void>;
  callOf(entry: JournalEntry): Call;
  /** Forgets what the ring knows by now. */
  settle(): void;
}

export type ReadCallsNow = (ids: readonly CallId[]) => Promise<readonly CallNow[]>;

/**
 * A look at the database may be ahead of the ring, which ends where transactions are still open. So what was read is
 * kept until the ring has come as far; from there on the ring alone is right.
 */
export function createCallsShown(ring: Ring, read: ReadCallsNow): CallsShown {
  const ahead = new Map<CallId, CallNow>();
  let came: Position | undefined;

  function settle(): void {
    for (const [id, { changedAt }] of ahead) {
      if (comparePositions(changedAt, ring.horizon) < 0) ahead.delete(id);
    }
  }

  return {
    cameAt(position) {
      came = position;
    },
    needsLook: ({ position }) => came !== undefined && comparePositions(position, came) < 0,
    async look(entries) {
      settle();
      const ids = new Set(entries.map(({ callId }) => callId));
      if (ids.size === 0) return;
      for (const now of await read([...ids])) ahead.set(now.call.id, now);
    },
    callOf({ callId, call }) {
      const known = ahead.get(callId)?.call;
      return newest(known, newest(ring.newest(callId), call));
    },
    settle,
  };
}

/** For subscribers who ask for nothing of a call that ever changes. */
export const showsAsEntered: CallsShown = {
  cameAt() {},
  needsLook: () => false,
  look: async () => {},
  callOf: ({ call }) => call,
  settle() {},
};

function newest(one: Call | undefined, other: Call): Call {
  return one && one.revision > other.revision ? one : other;
}
