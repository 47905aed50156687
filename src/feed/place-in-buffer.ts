import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { RingBuffer } from './ring-buffer.ts';

/** How far one subscriber has read. */
export interface PlaceInBuffer {
  /** Every matching entry up to this position was delivered. */
  at: Position;
  /** Continues after this position, which may be an earlier one. */
  moveTo(position: Position): void;
  /** Whether the next entry may have been evicted from the buffer, or the position must be checked. */
  isBehind(): boolean;
  /** Whether the buffer has no further matching entry. */
  isAtEnd(): boolean;
  /** The next matching entry in the buffer. Valid only if `isBehind` is false. */
  peek(): JournalEntry | undefined;
  /** Takes the next matching entries. The caller sets `at` when it has delivered them. */
  takeUpTo(count: number): JournalEntry[];
}

export interface PlaceDependencies {
  readonly buffer: RingBuffer;
  readonly matches: (entry: JournalEntry) => boolean;
  /** Whether the position may no longer exist. The buffer alone does not show it: a lost position may lie within or after it. */
  readonly mustCheckPosition: () => boolean;
}

export function createPlaceInBuffer(
  { buffer, matches, mustCheckPosition }: PlaceDependencies,
  start: Position,
): PlaceInBuffer {
  /** The index of the next entry in the buffer; null until it is found by position. */
  let index: number | null = null;

  function peek(): JournalEntry | undefined {
    index ??= buffer.indexAfter(place.at);
    // `at` may be ahead of the index: an entry from a page of the database moves only `at`.
    for (let entry = buffer.at(index); entry; entry = buffer.at(++index)) {
      if (matches(entry) && comparePositions(entry.position, place.at) > 0) return entry;
    }
    return undefined;
  }

  const place: PlaceInBuffer = {
    at: start,
    moveTo(position) {
      place.at = position;
      index = null;
    },
    isBehind() {
      if (mustCheckPosition()) return true;
      if (index !== null) return buffer.isEvicted(index);
      // The buffer holds every entry after its floor.
      return comparePositions(place.at, buffer.floor) < 0;
    },
    isAtEnd: () => !place.isBehind() && peek() === undefined,
    peek,
    takeUpTo(count) {
      const entries: JournalEntry[] = [];
      // `peek` has found the index, which TypeScript cannot see.
      for (let entry = peek(); entry && index !== null; entry = peek()) {
        entries.push(entry);
        index++;
        if (entries.length === count) break;
      }
      return entries;
    },
  };
  return place;
}
