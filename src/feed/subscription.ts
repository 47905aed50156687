import type { Call } from '../call/call.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { CallVersions } from './call-versions.ts';
import { createPlaceInBuffer } from './place-in-buffer.ts';
import type { RingBuffer } from './ring-buffer.ts';

/** An entry on its way to a subscriber. */
export interface Delivery {
  readonly entry: JournalEntry;
  /** The current version of the call. A subscriber that selects no field of a call that can change gets the version of the entry. */
  readonly call: Call;
}

export interface Subscription {
  /** The subscription delivers the entries after this position, unless `resume` has moved it. */
  readonly start: Position;
  /** Moves to an earlier position. `end` is where the journal ended when the subscriber connected. */
  resume(after: Position, end: Position): void;
  /** Waits without reading until there is an entry to load or to take. Returns false when the subscription has ended. */
  ready(): Promise<boolean>;
  /** Reads a page from the database, if the next entry or the version of its call is not in the buffer. */
  load(): Promise<void>;
  /** The number of entries of the page that are not taken yet. */
  readonly loaded: number;
  /** The next delivery that needs no read from the database; undefined if there is none. */
  take(): Delivery | undefined;
  /** Whether every subscription with the same filter and position delivers the same from here on, so that one can read for all. */
  readonly isShareable: boolean;
  /** Drops what is loaded, and continues after an entry that another subscription has delivered; if null, at the current position. */
  moveTo(position: Position | null): void;
  /** Ends a pending `ready()` as well. */
  end(): void;
}

interface SubscriptionDependencies {
  readonly buffer: RingBuffer;
  /** Finds the call of each delivery, never in an older version than the subscriber has seen. */
  readonly versions: CallVersions;
  /** The most entries that are loaded at once. */
  readonly pageSize: number;
  readonly matches: (entry: JournalEntry) => boolean;
  /** Whether the position may no longer exist, so that `readPage` must be called before anything is taken from the buffer. */
  readonly mustCheckPosition: () => boolean;
  /** Reads matching entries from the database. Throws if the position no longer exists. */
  readonly readPage: (after: Position) => Promise<JournalEntry[]>;
  /** Calls `wake` once: when the buffer has new entries, or when entries of it no longer exist. */
  readonly wait: (wake: () => void) => void;
  /** Called at the end with the function that was given to `wait` last, if any. */
  readonly onEnd: (wake: (() => void) | undefined) => void;
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
  const place = createPlaceInBuffer(deps, start);
  let page: JournalEntry[] = [];
  let ended = false;
  let wake: (() => void) | undefined;

  async function ready(): Promise<boolean> {
    while (!ended && page.length === 0 && place.isAtEnd()) await moreInBuffer();
    return !ended;
  }

  async function load(): Promise<void> {
    if (ended || page.length > 0) return;
    if (place.isBehind()) page = await catchUp();
    else if (mustReadNext()) page = await pageInBuffer();
  }

  function take(): Delivery | undefined {
    if (ended) return undefined;
    const entry = page.shift() ?? takeFromBuffer();
    if (entry === undefined) return undefined;
    place.at = entry.position;
    return { entry, call: versions.callOf(entry) };
  }

  function takeFromBuffer(): JournalEntry | undefined {
    return place.isBehind() || mustReadNext() ? undefined : place.takeUpTo(1)[0];
  }

  function mustReadNext(): boolean {
    const entry = place.peek();
    return entry !== undefined && versions.needsRead(entry);
  }

  async function catchUp(): Promise<JournalEntry[]> {
    // The entry at the place's index may be evicted. A move to the position where it is makes the place find its index again.
    place.moveTo(place.at);
    const end = buffer.end;
    const entries = await deps.readPage(place.at);
    await versions.read(entries);
    // No entry up to `end` matches. The buffer has all later entries, because `end` was its end before the query.
    if (entries.length === 0 && comparePositions(place.at, end) < 0) place.moveTo(end);
    return entries;
  }

  /** Takes several entries, so that one query reads all their calls. */
  async function pageInBuffer(): Promise<JournalEntry[]> {
    const entries = place.takeUpTo(deps.pageSize);
    await versions.read(entries);
    return entries;
  }

  function moreInBuffer(): Promise<void> {
    // A subscriber that waits holds no versions that the buffer has by now.
    versions.dropCaughtUp();
    return new Promise((resolve) => {
      wake = resolve;
      deps.wait(resolve);
    });
  }

  return {
    start,
    resume(after, end) {
      place.moveTo(after);
      // The subscriber may have seen the calls in a query, as they were at `end`.
      versions.startedAt(end);
    },
    ready,
    load,
    take,
    get loaded() {
      return page.length;
    },
    get isShareable() {
      return page.length === 0 && place.isAtEnd() && versions.areInBuffer;
    },
    moveTo(position) {
      page = [];
      place.moveTo(position ?? place.at);
    },
    end() {
      if (ended) return;
      ended = true;
      deps.onEnd(wake);
      wake?.();
    },
  };
}
