import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../db/connection/database.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { readHead, readTail } from '../db/journal/journal-tail.ts';
import { comparePositions } from '../db/journal/position.ts';
import { detectCuts } from './detect-cut.ts';
import type { RingBuffer } from './ring-buffer.ts';

export interface Tailer {
  /** Makes the tailer read at once, because the journal has grown. */
  wake(): void;
  /** The time since the journal was last read successfully. */
  sinceLastReadMs(): number;
  stop(): Promise<void>;
}

export interface TailerSettings {
  readonly pollMs: number;
  /** The minimum time between two reads, so that under load one read returns the entries of many changes. */
  readonly minGapMs: number;
  /** Whether there are subscribers, who need the entries. */
  readonly isWatched: () => boolean;
  readonly pageSize: number;
  readonly onEntries: (entries: readonly JournalEntry[]) => void;
  /** Takes the oldest open transaction that has written, which holds back the watermark; null if there is none. */
  readonly onRead: (oldestWriter: bigint | null) => void;
  readonly onTrouble: (error: unknown) => void;
  /** Called when entries that were read no longer exist, because the database was restored to an earlier state. */
  readonly onCut: () => void;
}

/** The backoff while a transaction holds back the watermark begins here. It is doubled before each pause, also the first. */
const firstRepollMs = 3;

/**
 * Copies the journal into the buffer: on every notification, and at least every `pollMs`. The journal is read up to the watermark,
 * below which every transaction has ended. While a transaction holds back the watermark, its end makes entries readable without a
 * notification, so the tailer polls sooner, with backoff. Without subscribers it reads no entries and follows only the end of the
 * journal.
 */
export function startTailer(db: Database, buffer: RingBuffer, settings: TailerSettings): Tailer {
  const pause = createPause();
  let stopped = false;
  let repollMs = firstRepollMs;
  let answeredAt = performance.now();
  /**
   * Does what a restart or a restore of the server requires: begins a new epoch, or empties the buffer. Returns whether the tail must
   * be read again.
   */
  const mustReadAgain = detectCuts(db, buffer, settings.onCut);

  async function run(): Promise<void> {
    while (!stopped) {
      pause.begin();
      const startedAt = performance.now();
      const waitMs = await readOnce();
      await pause.sleep(waitMs);
      if (!pause.wasWoken() || stopped) continue;
      repollMs = firstRepollMs;
      const gapMs = startedAt + settings.minGapMs - performance.now();
      // A timer of 0 ms takes a millisecond, which would delay the first event after a pause.
      if (gapMs > 0) await sleep(gapMs);
    }
  }

  /** Returns how long to wait before the next read. */
  async function readOnce(): Promise<number> {
    try {
      return settings.isWatched() ? await readEntries() : await followEnd();
    } catch (error) {
      settings.onTrouble(error);
      return settings.pollMs;
    }
  }

  async function readEntries(): Promise<number> {
    const tail = await readTail(db, buffer.end, settings.pageSize);
    if (await mustReadAgain(tail)) return 0;
    const { entries, watermark, oldestWriter } = tail;
    answeredAt = performance.now();
    settings.onRead(oldestWriter);
    if (entries.length > 0) buffer.append(entries);
    // After a full page, further entries below the watermark may still be unread.
    if (entries.length < settings.pageSize) buffer.advanceWatermark(watermark);
    if (entries.length > 0) {
      settings.onEntries(entries);
      repollMs = firstRepollMs;
    }
    if (entries.length === settings.pageSize) return 0;
    if (oldestWriter === null) return settings.pollMs;
    repollMs = Math.min(repollMs * 2, settings.pollMs);
    return repollMs;
  }

  async function followEnd(): Promise<number> {
    const tail = await readTail(db, buffer.end, 0);
    if (await mustReadAgain(tail)) return 0;
    const { watermark, oldestWriter } = tail;
    // The last readable entry. It is read after the watermark, so that no entry below the watermark comes after it.
    const head = await readHead(db);
    answeredAt = performance.now();
    settings.onRead(oldestWriter);
    // A subscriber that connected during the reads starts at the old end of the buffer, so the buffer must not skip entries.
    if (settings.isWatched()) return 0;
    if (comparePositions(head, buffer.end) !== 0) buffer.restartAfter(head);
    buffer.advanceWatermark(watermark);
    return settings.pollMs;
  }

  const running = run();
  return {
    wake: pause.wake,
    sinceLastReadMs: () => performance.now() - answeredAt,
    async stop() {
      stopped = true;
      pause.wake();
      await running;
    },
  };
}

/** A pause that `wake` ends, and that does not start if `wake` was called since `begin`. */
function createPause() {
  let woken = false;
  let interrupt = () => {};
  return {
    begin() {
      woken = false;
    },
    wasWoken: () => woken,
    wake() {
      woken = true;
      interrupt();
    },
    sleep(ms: number): Promise<void> | undefined {
      if (woken) return;
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        interrupt = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
