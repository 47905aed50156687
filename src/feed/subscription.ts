import type { Call } from '../call/call.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { CallVersions } from './call-versions.ts';
import type { RingBuffer } from './ring-buffer.ts';

/** An entry on its way to a subscriber. */
export interface Delivery {
  readonly entry: JournalEntry;
  /** The current version of the call. */
  readonly call: Call;
}

export interface Subscription {
  /** It delivers what comes after this position. */
  readonly start: Position;
  /** Moves to an earlier position. `end` is where the journal ended when the subscriber came. */
  resume(after: Position, end: Position): void;
  /** Null: the subscription has ended. */
  next(): Promise<Delivery | null>;
  /** Makes a pending `next()` return null. */
  end(): void;
}

interface SubscriptionDependencies {
  readonly buffer: RingBuffer;
  readonly versions: CallVersions;
  readonly pageSize: number;
  readonly matches: (entry: JournalEntry) => boolean;
  readonly readPage: (after: Position) => Promise<JournalEntry[]>;
  readonly wait: (wake: () => void) => void;
  readonly onEnd: (waiting: (() => void) | undefined) => void;
}

/**
 * One subscriber's position in the journal. The subscriber pulls, so a slow one costs a position and no queue:
 * 1. Catch-up: behind the buffer, it reads pages from the database until they reach into the buffer.
 * 2. In the buffer, it reads entries up to the last.
 * 3. At the end, it waits for more.
 * A subscriber whose next entry is evicted returns to 1. All three read in the same order, so nothing is skipped or
 * delivered twice.
 */
export function startSubscription(deps: SubscriptionDependencies): Subscription {
  const { buffer, versions } = deps;
  const start = buffer.end;
  let at = start;
  let page: JournalEntry[] = [];
  let index: number | null = null;
  let ended = false;
  let wake: (() => void) | undefined;

  async function next(): Promise<Delivery | null> {
    while (!ended) {
      if (page.length === 0) page = isBehindBuffer() ? await catchUp() : await pageInBuffer();
      const entry = page.shift();
      if (entry) {
        at = entry.position;
        return { entry, call: versions.callOf(entry) };
      }
      if (!isBehindBuffer()) await moreInBuffer();
    }
    return null;
  }

  function isBehindBuffer(): boolean {
    if (index !== null) return buffer.isEvicted(index);
    return comparePositions(at, buffer.floor) < 0;
  }

  async function catchUp(): Promise<JournalEntry[]> {
    index = null;
    const end = buffer.end;
    const entries = await deps.readPage(at);
    await versions.read(entries);
    // No entry matches up to where the buffer ended before the query.
    if (entries.length === 0 && comparePositions(at, end) < 0) at = end;
    return entries;
  }

  /** One entry, or several whose calls must be read, so that one query reads them all. */
  async function pageInBuffer(): Promise<JournalEntry[]> {
    const first = nextInBuffer();
    if (first === undefined) return [];
    if (!versions.needsRead(first)) return [first];
    const entries = [first];
    for (let more = nextInBuffer(); more; more = nextInBuffer()) {
      entries.push(more);
      if (entries.length === deps.pageSize) break;
    }
    await versions.read(entries);
    return entries;
  }

  function nextInBuffer(): JournalEntry | undefined {
    index ??= buffer.indexAfter(at);
    for (let entry = buffer.at(index); entry; entry = buffer.at(++index)) {
      if (deps.matches(entry) && comparePositions(entry.position, at) > 0) {
        index++;
        return entry;
      }
    }
    return undefined;
  }

  function moreInBuffer(): Promise<void> | undefined {
    if (ended || index === null || buffer.at(index) || buffer.isEvicted(index)) return;
    versions.dropCaughtUp();
    return new Promise((resolve) => {
      wake = resolve;
      deps.wait(resolve);
    });
  }

  return {
    start,
    resume(after, end) {
      at = after;
      versions.startedAt(end);
    },
    next,
    end() {
      if (ended) return;
      ended = true;
      deps.onEnd(wake);
      wake?.();
    },
  };
}
