import type { JournalEntry } from '../db/journal-reads.ts';
import { comparePositions, type Position } from '../db/position.ts';
import type { Ring } from './ring.ts';

export interface Subscription {
  /** Null: ended. */
  next(): Promise<JournalEntry | null>;
  /** A waiting `next()` answers null. */
  end(): void;
}

interface SubscriptionParts {
  readonly ring: Ring;
  readonly after: Position;
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
  const { ring } = parts;
  let at = parts.after;
  let page: JournalEntry[] = [];
  let index: number | null = null;
  let ended = false;
  let wake: (() => void) | undefined;

  async function next(): Promise<JournalEntry | null> {
    while (!ended) {
      const caughtUp = page.shift() ?? (isBehindRing() ? await catchUp() : nextInRing());
      if (caughtUp) {
        at = caughtUp.position;
        return caughtUp;
      }
      if (!isBehindRing() && page.length === 0) await moreInRing();
    }
    return null;
  }

  function isBehindRing(): boolean {
    if (index !== null) return ring.isGone(index);
    return comparePositions(at, ring.floor) < 0;
  }

  async function catchUp(): Promise<undefined> {
    index = null;
    const end = ring.end;
    page = await parts.readPage(at);
    // Nothing matches up to where the ring ended when we asked.
    if (page.length === 0 && comparePositions(at, end) < 0) at = end;
    return undefined;
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
    return new Promise((resolve) => {
      wake = resolve;
      parts.wait(resolve);
    });
  }

  return {
    next,
    end() {
      if (ended) return;
      ended = true;
      parts.onEnd(wake);
      wake?.();
    },
  };
}
