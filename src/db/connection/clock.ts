import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { reading } from './statement.ts';

/**
 * The database's time. All processes share it, however far their own clocks are apart.
 * Between two readings it advances by this process's monotonic clock.
 */
export interface Clock {
  now(): Date;
  stop(): Promise<void>;
}

/** The database's time at some moment between query and answer. */
export interface ClockReading {
  /** Halfway between query and answer, by the monotonic clock. */
  readonly atMs: number;
  readonly databaseMs: number;
  /** The largest possible error: half the round trip. */
  readonly errorMs: number;
}

export interface ClockSettings {
  readonly everyMs: number;
  readonly onTrouble: (error: unknown) => void;
}

/** The maximum drift of a monotonic clock. */
const driftPerMs = 0.001;
/** If a correction is backward and smaller than this, the clock stands still until the database has caught up. */
const maxStandStillMs = 1000;

export async function followClock(db: Database, settings: ClockSettings): Promise<Clock> {
  let best = await readClock(db);
  let lastReturned = 0;
  const ending = new AbortController();

  async function follow(): Promise<void> {
    while (await hasPassed(settings.everyMs, ending.signal)) {
      try {
        best = moreAccurate(best, await readClock(db));
      } catch (error) {
        settings.onTrouble(error);
      }
    }
  }

  const following = follow();
  return {
    now() {
      const estimate = best.databaseMs + performance.now() - best.atMs;
      const backwardMs = lastReturned - estimate;
      const standsStill = backwardMs > 0 && backwardMs < maxStandStillMs;
      if (!standsStill) lastReturned = estimate;
      return new Date(lastReturned);
    },
    async stop() {
      ending.abort();
      await following;
    },
  };
}

/**
 * A reading loses accuracy with its age. The latest reading is taken if it is more accurate, or if the two contradict each other,
 * because then the database's clock was set.
 */
export function moreAccurate(best: ClockReading, latest: ClockReading): ClockReading {
  const ageMs = latest.atMs - best.atMs;
  const bestErrorMs = best.errorMs + ageMs * driftPerMs;
  const apartMs = Math.abs(latest.databaseMs - best.databaseMs - ageMs);
  const contradict = apartMs > bestErrorMs + latest.errorMs;
  return contradict || latest.errorMs <= bestErrorMs ? latest : best;
}

async function readClock(db: Database): Promise<ClockReading> {
  const askedAtMs = performance.now();
  const [row] = await db.run(databaseTime);
  const answeredAtMs = performance.now();
  if (row === undefined) throw new Error('database_time returned no row');
  return {
    atMs: (askedAtMs + answeredAtMs) / 2,
    databaseMs: Number(row.ms),
    errorMs: (answeredAtMs - askedAtMs) / 2,
  };
}

const databaseTime = reading<{ ms: string }>(
  'database_time',
  sql`select (extract(epoch from clock_timestamp()) * 1000)::text as ms`,
);

async function hasPassed(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
