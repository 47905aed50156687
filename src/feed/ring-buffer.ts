import type { Call } from '../call/call.ts';
import type { CallId } from '../call/ids.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';

/** The latest entries of the journal in memory, in order. Each subscriber reads it from its own index. */
export interface RingBuffer {
  /** The buffer holds every entry after this position, up to `end`. */
  readonly floor: Position;
  readonly end: Position;
  /** Every entry below this has been appended or is not after `floor`. Transactions above the watermark may still be open. */
  readonly watermark: Position;
  append(entries: readonly JournalEntry[]): void;
  advanceWatermark(watermark: Position): void;
  /** Evicts everything. Afterwards the buffer holds the entries after this position. The watermark stays until it is advanced. */
  restartAfter(position: Position): void;
  /** The call as of its newest entry in the buffer. */
  newest(id: CallId): Call | undefined;
  /** The index of the first entry after a position, which must not be below the floor. */
  indexAfter(position: Position): number;
  /** The entry at an index; undefined if it is not appended yet or was evicted. */
  at(index: number): JournalEntry | undefined;
  isEvicted(index: number): boolean;
}

export function createRingBuffer(start: Position, capacity: number): RingBuffer {
  let entries: JournalEntry[] = [];
  /** The index of `entries[0]`. The index of an entry never changes, so it tells whether the entry was evicted. */
  let firstIndex = 0;
  let floor = start;
  // No entry has the id 0: the watermark stands before all entries of its transaction.
  let watermark: Position = { ...start, id: 0n };
  const newest = new Map<CallId, Call>();

  function evict(): void {
    // Evicting half at a time keeps the amortised cost of an append constant.
    if (entries.length <= capacity * 2) return;
    const count = entries.length - capacity;
    floor = entries[count - 1]?.position ?? floor;
    for (const { callId, call } of entries.slice(0, count)) {
      if (newest.get(callId) === call) newest.delete(callId);
    }
    entries = entries.slice(count);
    firstIndex += count;
  }

  return {
    get floor() {
      return floor;
    },
    get end() {
      return entries.at(-1)?.position ?? floor;
    },
    get watermark() {
      return watermark;
    },
    append(more) {
      entries.push(...more);
      for (const { callId, call } of more) newest.set(callId, call);
      evict();
    },
    advanceWatermark(position) {
      watermark = position;
    },
    restartAfter(position) {
      // A subscriber's index points at most to the next entry, so from now on every such index counts as evicted.
      firstIndex += entries.length + 1;
      entries = [];
      newest.clear();
      floor = position;
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
    isEvicted: (index) => index < firstIndex,
  };
}
