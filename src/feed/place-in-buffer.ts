import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { RingBuffer } from './ring-buffer.ts';

/** How far one subscriber has read. */
export interface PlaceInBuffer {
  /** Of the last entry that was delivered. */
  at: Position;
  moveTo(position: Position): void;
  /** The buffer has lost what comes next. */
  isBehind(): boolean;
  /** No entry of the buffer is left that matches. */
  isAtEnd(): boolean;
  /** The next matching entry, of those that are in the buffer. Only where `isBehind` is false. */
  next(): JournalEntry | undefined;
  passUpTo(count: number): JournalEntry[];
}

export function createPlaceInBuffer(
  buffer: RingBuffer,
  matches: (entry: JournalEntry) => boolean,
  start: Position,
): PlaceInBuffer {
  /** Null: to be found by position. */
  let index: number | null = null;

  function next(): JournalEntry | undefined {
    index ??= buffer.indexAfter(place.at);
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
      if (index !== null) return buffer.isEvicted(index);
      return comparePositions(place.at, buffer.floor) < 0;
    },
    isAtEnd: () => !place.isBehind() && next() === undefined,
    next,
    passUpTo(count) {
      const entries: JournalEntry[] = [];
      for (let entry = next(); entry && index !== null; entry = next()) {
        entries.push(entry);
        index++;
        if (entries.length === count) break;
      }
      return entries;
    },
  };
  return place;
}
