import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { reading } from './statement.ts';

/**
 * The database's time, which is the same for every process at it, whatever their machines believe.
 * Between two readings it goes on by this process's monotonic clock.
 */
export interface Clock {
  now(): Date;
  stop(): Promise<void>;
}

/** The database's time somewhere between the question and the answer. */
export interface ClockReading {
  /** On the monotonic clock: the middle of question and answer. */
  readonly atMs: number;
  readonly databaseMs: number;
  /** How far off it may be: half the time that the answer took. */
  readonly errorMs: number;
}

export interface ClockSettings {
  readonly everyMs: number;
  readonly onTrouble: (error: unknown) => void;
}

/** Monotonic clocks are this much off at most. */
const driftPerMs = 0.001;
/** Corrections up to this size do not turn time back: it stands still for a moment. */
const correctionMs = 1000;

export async function followClock(db: Database, settings: ClockSettings): Promise<Clock> {
  let held = await readClock(db);
  let last = 0;
  const ending = new AbortController();

  async function follow(): Promise<void> {
    while (await hasPassed(settings.everyMs, ending.signal)) {
      try {
        held = theSurer(held, await readClock(db));
      } catch (error) {
        settings.onTrouble(error);
      }
    }
  }

  const following = follow();
  return {
    now() {
      const estimate = held.databaseMs + performance.now() - held.atMs;
      const isCorrection = estimate < last && last - estimate < correctionMs;
      if (!isCorrection) last = estimate;
      return new Date(last);
    },
    async stop() {
      ending.abort();
      await following;
    },
  };
}

/**
 * A reading grows old, and one that took long says little. Two that cannot both be right mean that the
 * database's clock was set: the new one counts.
 */
export function theSurer(held: ClockReading, fresh: ClockReading): ClockReading {
  const ageMs = fresh.atMs - held.atMs;
  const heldErrorMs = held.errorMs + ageMs * driftPerMs;
  const apartMs = Math.abs(fresh.databaseMs - held.databaseMs - ageMs);
  const contradict = apartMs > heldErrorMs + fresh.errorMs;
  return contradict || fresh.errorMs <= heldErrorMs ? fresh : held;
}

async function readClock(db: Database): Promise<ClockReading> {
  const askedAtMs = performance.now();
  const [row] = await db.run(databaseTime);
  const answeredAtMs = performance.now();
  if (row === undefined) throw new Error('the time is always one row');
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
