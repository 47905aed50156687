import type { Database } from '../db/connection/database.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { readTail } from '../db/journal/journal-tail.ts';
import type { RingBuffer } from './ring-buffer.ts';

export interface Tailer {
  /** The journal has grown: read it now. */
  wake(): void;
  /** The time since the journal was last read successfully. */
  sinceLastReadMs(): number;
  stop(): Promise<void>;
}

export interface TailerSettings {
  readonly pollMs: number;
  readonly pageSize: number;
  readonly onEntries: (entries: readonly JournalEntry[]) => void;
  readonly onRead: (oldestWriter: bigint | null) => void;
  readonly onTrouble: (error: unknown) => void;
}

const firstRepollMs = 3;

/**
 * Copies the journal into the buffer: on every notification, and at least every `pollMs`. While a transaction holds back
 * the watermark, its end makes entries readable without a notification, so the tailer polls sooner, with backoff.
 */
export function startTailer(db: Database, buffer: RingBuffer, settings: TailerSettings): Tailer {
  let stopped = false;
  let woken = false;
  let interrupt = () => {};
  let repollMs = firstRepollMs;
  let answeredAt = performance.now();

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      const waitMs = await readOnce();
      if (woken) repollMs = firstRepollMs;
      else await pause(waitMs);
    }
  }

  async function readOnce(): Promise<number> {
    try {
      const { entries, watermark, oldestWriter } = await readTail(
        db,
        buffer.end,
        settings.pageSize,
      );
      answeredAt = performance.now();
      settings.onRead(oldestWriter);
      if (entries.length > 0) buffer.append(entries);
      if (entries.length < settings.pageSize) buffer.advanceWatermark(watermark);
      if (entries.length > 0) {
        settings.onEntries(entries);
        repollMs = firstRepollMs;
      }
      if (entries.length === settings.pageSize) return 0;
      if (oldestWriter === null) return settings.pollMs;
      repollMs = Math.min(repollMs * 2, settings.pollMs);
      return repollMs;
    } catch (error) {
      settings.onTrouble(error);
      return settings.pollMs;
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    wake() {
      woken = true;
      repollMs = firstRepollMs;
      interrupt();
    },
    sinceLastReadMs: () => performance.now() - answeredAt,
    async stop() {
      stopped = true;
      interrupt();
      await running;
    },
  };
}
