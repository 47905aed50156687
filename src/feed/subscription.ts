import type { Call } from '../call/call.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { comparePositions, type Position } from '../db/journal/position.ts';
import type { CallVersions } from './call-versions.ts';
import { createPlaceInBuffer } from './place-in-buffer.ts';
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
  /** Waits, and reads nothing, until there is something to load or to take. False: the subscription has ended. */
  ready(): Promise<boolean>;
  /** Reads a page of what can only be taken with a read. */
  load(): Promise<void>;
  /** How much of the page is left. */
  readonly loaded: number;
  /** The next delivery that needs no read. */
  take(): Delivery | undefined;
  /** Whether it delivers from here on what any other would that is at its position. */
  readonly isShareable: boolean;
  /** Continues after an entry that another subscription has delivered; null: where it is. Gives up what is loaded. */
  moveTo(position: Position | null): void;
  /** Ends a pending `ready()` as well. */
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
  const place = createPlaceInBuffer(buffer, deps.matches, start);
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
    return place.isBehind() || mustReadNext() ? undefined : place.passUpTo(1)[0];
  }

  function mustReadNext(): boolean {
    const entry = place.next();
    return entry !== undefined && versions.needsRead(entry);
  }

  async function catchUp(): Promise<JournalEntry[]> {
    // Where it gets back into the buffer has to be found by position.
    place.moveTo(place.at);
    const end = buffer.end;
    const entries = await deps.readPage(place.at);
    await versions.read(entries);
    // No entry matches up to where the buffer ended before the query.
    if (entries.length === 0 && comparePositions(place.at, end) < 0) place.moveTo(end);
    return entries;
  }

  /** Several entries whose calls must be read, so that one query reads them all. */
  async function pageInBuffer(): Promise<JournalEntry[]> {
    const entries = place.passUpTo(deps.pageSize);
    await versions.read(entries);
    return entries;
  }

  function moreInBuffer(): Promise<void> {
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
