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
        await untilWaiting(sql, begun.length);
      }
    });
    return await Promise.all(begun);
  } finally {
    await sql.end();
  }
}

/** Takes a lock, begins the first step, which waits for it, and carries out the second one. Then lets the first go on. */
export async function whileFirstWaits<First, Second>(
  databaseUrl: string,
  lock: string,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<readonly [First, Second]> {
  const sql = postgres(databaseUrl, { max: 2 });
  let begun: Promise<First> | undefined;
  try {
    const [done] = await sql.begin(async (holder) => {
      await holder.unsafe(lock);
      begun = first();
      await untilWaiting(sql, 1);
      return [await second()] as const;
    });
    return [await (begun as unknown as Promise<First>), done as Second];
  } finally {
    await begun?.catch(() => {});
    await sql.end();
  }
}

async function untilWaiting(sql: postgres.Sql, count: number): Promise<void> {
  await until(async () => {
    const waiting = await sql`select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return waiting.length >= count;
  }, 10_000);
}
