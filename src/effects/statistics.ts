import { analyzeGrownTables } from '../db/housekeeping/analyze-grown-tables.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { type BackgroundLoop, startBackgroundLoop } from './background-loop.ts';

/** Gives PostgreSQL's planner statistics of small tables that grow, before autovacuum does. */
export function startStatistics(
  { db, log }: Pick<Dependencies, 'db' | 'log'>,
  { everyMs }: { readonly everyMs: number },
): BackgroundLoop {
  return startBackgroundLoop(log, { what: 'analyzing the tables that have grown', everyMs }, () =>
    analyzeGrownTables(db),
  );
}
