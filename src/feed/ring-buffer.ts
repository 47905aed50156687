import type { Call } from '../call/call.ts';
import type { CallId } from '../call/ids.ts';
import type { JournalEntry } from '../db/journal/journal-reads.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';

/** The last entries of the journal in memory, in order. Each subscriber looks into it from its own place. */
export interface Ring {
  /** Everything in the journal after this position, up to `end`, is here. */
  readonly floor: Position;
  readonly end: Position;
  /** Everything that was written below this is, or was, here. */
  readonly horizon: Position;
  append(entries: readonly JournalEntry[]): void;
  completeBelow(horizon: Position): void;
  /** The call as its newest entry here shows it. */
  newest(id: CallId): Call | undefined;
  /** The number of the first entry after a position that is not below the floor. */
  indexAfter(position: Position): number;
  /** Undefined: not there yet, or no longer there. */
  at(index: number): JournalEntry | undefined;
  /** Whether an entry with this number has been and gone. */
  isGone(index: number): boolean;
}

export function createRingBuffer(start: Position, capacity: number): Ring {
  let entries: JournalEntry[] = [];
  let firstIndex = 0;
  let floor = start;
  let horizon: Position = { ...start, id: 0n };
  const newest = new Map<CallId, Call>();

  function trim(): void {
    // Cutting in halves keeps the cost of an append constant on average.
    if (entries.length <= capacity * 2) return;
    const cut = entries.length - capacity;
    floor = entries[cut - 1]?.position ?? floor;
    for (const { callId, call } of entries.slice(0, cut)) {
      if (newest.get(callId) === call) newest.delete(callId);
    }
    entries = entries.slice(cut);
    firstIndex += cut;
  }

  return {
    get floor() {
      return floor;
    },
    get end() {
      return entries.at(-1)?.position ?? floor;
    },
    get horizon() {
      return horizon;
    },
    append(more) {
      entries.push(...more);
      for (const { callId, call } of more) newest.set(callId, call);
      trim();
    },
    completeBelow(position) {
      horizon = position;
    },
    newest: (id) => newest.get(id),
    indexAfter(position) {
      let low = 0;
      let high = entries.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        const entry = entries[middle];
        if (entry && comparePositions(entry.position, position) <= 0) low = middle + 1;
        else high = middle;
      }
      return firstIndex + low;
    },
    at: (index) => entries[index - firstIndex],
    isGone: (index) => index < firstIndex,
  };
}
