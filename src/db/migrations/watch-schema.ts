import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../connection/database.ts';
import { readDifference } from './schema-difference.ts';

export interface SchemaWatch {
  /** What this release needs and the database lacked when it was last compared; null if nothing was missing. */
  difference(): string | null;
  stop(): Promise<void>;
}

export interface SchemaWatchSettings {
  readonly everyMs: number;
  readonly onChange: (difference: string | null) => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Compares the schema regularly, because another release or an operator may change it while this process runs. The start has compared
 * it already.
 */
export function watchSchema(db: Database, settings: SchemaWatchSettings): SchemaWatch {
  const ending = new AbortController();
  let last: string | null = null;

  async function watch(): Promise<void> {
    while (await hasPassed(settings.everyMs, ending.signal)) {
      try {
        const difference = await readDifference(db);
        if (difference !== last) settings.onChange(difference);
        last = difference;
      } catch (error) {
        settings.onTrouble(error);
      }
    }
  }

  const watching = watch();
  return {
    difference: () => last,
    async stop() {
      ending.abort();
      await watching;
    },
  };
}

function hasPassed(ms: number, signal: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal }).catch(() => false);
}
