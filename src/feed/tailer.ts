import type { Database } from '../db/connection/database.ts';
import { type JournalEntry, readTail } from '../db/journal/journal-reads.ts';
import type { Ring } from './ring-buffer.ts';

export interface Tailer {
  /** Something was written: look now. */
  wake(): void;
  /** For how long the journal could not be read. */
  silentForMs(): number;
  stop(): Promise<void>;
}

export interface TailerSettings {
  readonly pollMs: number;
  readonly pageSize: number;
  readonly onEntries: (entries: readonly JournalEntry[]) => void;
  readonly onLook: (oldestWriter: bigint | null) => void;
  readonly onTrouble: (error: unknown) => void;
}

const firstGlanceMs = 3;

/**
 * Follows the journal into the ring. A bell makes it look at once; without any it looks every `pollMs`.
 * While somebody else is writing, an entry may become readable without a bell, so it glances again soon, then less often.
 */
export function startTailer(db: Database, ring: Ring, settings: TailerSettings): Tailer {
  let stopped = false;
  let woken = false;
  let interrupt = () => {};
  let glanceMs = firstGlanceMs;
  let answeredAt = performance.now();

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      const waitMs = await look();
      if (woken) glanceMs = firstGlanceMs;
      else await pause(waitMs);
    }
  }

  async function look(): Promise<number> {
    try {
      const { entries, horizon, oldestWriter } = await readTail(db, ring.end, settings.pageSize);
      answeredAt = performance.now();
      settings.onLook(oldestWriter);
      if (entries.length > 0) ring.append(entries);
      if (entries.length < settings.pageSize) ring.completeBelow(horizon);
      if (entries.length > 0) {
        settings.onEntries(entries);
        glanceMs = firstGlanceMs;
      }
      if (entries.length === settings.pageSize) return 0;
      if (oldestWriter === null) return settings.pollMs;
      glanceMs = Math.min(glanceMs * 2, settings.pollMs);
      return glanceMs;
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
      glanceMs = firstGlanceMs;
      interrupt();
    },
    silentForMs: () => performance.now() - answeredAt,
    async stop() {
      stopped = true;
      interrupt();
      await running;
    },
  };
}
