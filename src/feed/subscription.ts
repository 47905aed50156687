import type { Call } from '../call/call.ts';
import type { JournalEntry } from '../db/journal/journal-reads.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { CallsShown } from './calls-shown.ts';
import type { Ring } from './ring-buffer.ts';

/** An entry on its way to a subscriber. */
export interface Delivery {
  readonly entry: JournalEntry;
  /** The call as it is now. */
  readonly call: Call;
}

export interface Subscription {
  /** Where it begins: it delivers what comes after. */
  readonly start: Position;
  /** Begins anew at a place in the journal, for a subscriber who came when the journal ended at `end`. */
  resume(after: Position, end: Position): void;
  /** Null: ended. */
  next(): Promise<Delivery | null>;
  /** A waiting `next()` answers null. */
  end(): void;
}

interface SubscriptionParts {
  readonly ring: Ring;
  readonly shown: CallsShown;
  readonly pageSize: number;
  readonly matches: (entry: JournalEntry) => boolean;
  readonly readPage: (after: Position) => Promise<JournalEntry[]>;
  readonly wait: (wake: () => void) => void;
  readonly onEnd: (waiting: (() => void) | undefined) => void;
}

/**
 * One subscriber's way through the journal. It pulls, so a slow one costs a position and no queue:
 * 1. Behind the ring: pages from the database, until they reach into the ring.
 * 2. In the ring: its entries, until the last.
 * 3. At its end: waits for more.
 * A subscriber that falls off the ring begins again at 1. All three read the same order, so there is no seam.
 */
export function startSubscription(parts: SubscriptionParts): Subscription {
  const { ring, shown } = parts;
  const start = ring.end;
  let at = start;
  let page: JournalEntry[] = [];
  let index: number | null = null;
  let ended = false;
  let wake: (() => void) | undefined;

  async function next(): Promise<Delivery | null> {
    while (!ended) {
      if (page.length === 0) page = isBehindRing() ? await catchUp() : await pageInRing();
      const entry = page.shift();
      if (entry) {
        at = entry.position;
        return { entry, call: shown.callOf(entry) };
      }
      if (!isBehindRing()) await moreInRing();
    }
    return null;
  }

  function isBehindRing(): boolean {
    if (index !== null) return ring.isGone(index);
    return comparePositions(at, ring.floor) < 0;
  }

  async function catchUp(): Promise<JournalEntry[]> {
    index = null;
    const end = ring.end;
    const entries = await parts.readPage(at);
    await shown.look(entries);
    // Nothing matches up to where the ring ended when we asked.
    if (entries.length === 0 && comparePositions(at, end) < 0) at = end;
    return entries;
  }

  /** One entry, or all at once that need a look at the database. */
  async function pageInRing(): Promise<JournalEntry[]> {
    const first = nextInRing();
    if (first === undefined) return [];
    if (!shown.needsLook(first)) return [first];
    const entries = [first];
    for (let more = nextInRing(); more; more = nextInRing()) {
      entries.push(more);
      if (entries.length === parts.pageSize) break;
    }
    await shown.look(entries);
    return entries;
  }

  function nextInRing(): JournalEntry | undefined {
    index ??= ring.indexAfter(at);
    for (let entry = ring.at(index); entry; entry = ring.at(++index)) {
      if (parts.matches(entry) && comparePositions(entry.position, at) > 0) {
        index++;
        return entry;
      }
    }
    return undefined;
  }

  function moreInRing(): Promise<void> | undefined {
    if (ended || index === null || ring.at(index) || ring.isGone(index)) return;
    shown.settle();
    return new Promise((resolve) => {
      wake = resolve;
      parts.wait(resolve);
    });
  }

  return {
    start,
    resume(after, end) {
      at = after;
      shown.cameAt(end);
    },
    next,
    end() {
      if (ended) return;
      ended = true;
      parts.onEnd(wake);
      wake?.();
    },
  };
}
