import postgres from 'postgres';
import { until } from './until.ts';

/**
 * Locks the rows of a query, begins each of `steps` as soon as the ones before wait for a lock, and lets go of the rows when all wait.
 * Returns what the steps return.
 */
export async function whileLocked(
  databaseUrl: string,
  rows: string,
  steps: readonly (() => Promise<unknown>)[],
): Promise<unknown[]> {
  const sql = postgres(databaseUrl, { max: 2 });
  const begun: Promise<unknown>[] = [];
  try {
    await sql.begin(async (holder) => {
      await holder.unsafe(`${rows} for update`);
      for (const step of steps) {
        begun.push(step());
        await until(async () => {
          const waiting = await sql`select from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`;
          return waiting.length >= begun.length;
        }, 10_000);
      }
    });
    return await Promise.all(begun);
  } finally {
    await sql.end();
  }
}
