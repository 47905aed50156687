import { setTimeout as sleep } from 'node:timers/promises';
import { analyzeGrownTables } from '../db/effects/grown-tables.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';

export interface Statistics {
  stop(): Promise<void>;
}

/** Keeps the planner's statistics of young tables up to date. */
export function startStatistics(
  { db, log }: Pick<Dependencies, 'db' | 'log'>,
  { everyMs }: { readonly everyMs: number },
): Statistics {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await analyzeGrownTables(db).catch((error: unknown) => {
        log.warn('analyzing the tables that have grown failed', { error });
      });
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
