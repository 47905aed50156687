import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from './connection/database.ts';
import { reading } from './connection/statement.ts';

/**
 * How many processes serve from this database. Counts database sessions instead of the rows of `processes`, because
 * PostgreSQL ends a session together with its process.
 */
export interface LiveProcesses {
  /** At least 1. While the database does not answer, the last known number. */
  count(): number;
  stop(): Promise<void>;
}

/** Each process keeps one session with this `application_name`. */
const liveProcesses = reading<{ count: number }>(
  'live_processes',
  sql`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'calls-subgraph liveness'`,
);

export async function followProcesses(db: Database, everyMs: number): Promise<LiveProcesses> {
  if (db.kind === 'embedded') return { count: () => 1, stop: async () => {} };
  const ending = new AbortController();
  let count = 1;

  async function countNow(): Promise<void> {
    const [row] = await db.run(liveProcesses).catch(() => []);
    if (row) count = Math.max(1, row.count);
  }

  async function follow(): Promise<void> {
    while (!ending.signal.aborted) {
      await sleep(everyMs, undefined, { signal: ending.signal }).catch(() => {});
      await countNow();
    }
  }

  await countNow();
  const following = follow();
  return {
    count: () => count,
    async stop() {
      ending.abort();
      await following;
    },
  };
}
