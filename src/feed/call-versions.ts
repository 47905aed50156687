import type { Call } from '../call/call.ts';
import type { CallId } from '../call/ids.ts';
import type { CurrentCall } from '../db/calls/current-calls.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { RingBuffer } from './ring-buffer.ts';

/**
 * Finds the current version of each call for the events of one subscription, so that a subscriber never gets an older version after
 * a newer one.
 */
export interface CallVersions {
  /** Sets where the journal ended when a subscriber with a cursor connected. A query may have shown it all changes up to there. */
  startedAt(position: Position): void;
  /** Whether every version that the subscriber has seen is in the buffer. */
  readonly areInBuffer: boolean;
  /** Whether the subscriber may have seen a newer version than the buffer has, so that the call must be read. */
  needsRead(entry: JournalEntry): boolean;
  /** Reads the calls of these entries in one query. */
  read(entries: readonly JournalEntry[]): Promise<void>;
  callOf(entry: JournalEntry): Call;
  /** Drops the versions that the buffer has by now. */
  dropCaughtUp(): void;
}

export type ReadCurrentCalls = (ids: readonly CallId[]) => Promise<readonly CurrentCall[]>;

/**
 * A version that is read from the database may be newer than the buffer, which ends at the watermark: no further entry can appear
 * below this position. Such a version is kept until the buffer has reached it.
 */
export function createCallVersions(
  buffer: RingBuffer,
  readCurrentCalls: ReadCurrentCalls,
): CallVersions {
  /** The versions that were read and that the buffer has not reached yet. */
  const ahead = new Map<CallId, CurrentCall>();
  /** Set by `startedAt`; undefined for a subscriber without a cursor, who gets only events from now on. */
  let start: Position | undefined;

  function dropCaughtUp(): void {
    for (const [id, { changedAt }] of ahead) {
      if (comparePositions(changedAt, buffer.watermark) < 0) ahead.delete(id);
    }
  }

  return {
    startedAt(position) {
      start = position;
    },
    get areInBuffer() {
      dropCaughtUp();
      return ahead.size === 0 && (!start || comparePositions(start, buffer.watermark) < 0);
    },
    // True also if the buffer has passed `start` by now: then the read is not necessary, and does no harm.
    needsRead: ({ position }) => start !== undefined && comparePositions(position, start) < 0,
    async read(entries) {
      dropCaughtUp();
      const ids = new Set(entries.map(({ callId }) => callId));
      if (ids.size === 0) return;
      for (const current of await readCurrentCalls([...ids])) ahead.set(current.call.id, current);
    },
    callOf({ callId, call }) {
      return newest(ahead.get(callId)?.call, newest(buffer.newest(callId), call));
    },
    dropCaughtUp,
  };
}

/** For subscribers that select no field of a call that can change: the version of each entry is enough. */
export const versionsOfEntries: CallVersions = {
  startedAt() {},
  areInBuffer: true,
  needsRead: () => false,
  read: async () => {},
  callOf: ({ call }) => call,
  dropCaughtUp() {},
};

function newest(one: Call | undefined, other: Call): Call {
  return one && one.revision > other.revision ? one : other;
}
