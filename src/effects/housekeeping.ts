import { setTimeout as sleep } from 'node:timers/promises';
import { erasePastCalls } from '../db/effects/erasure.ts';
import {
  forget,
  forgetBridgePolls,
  forgetIdempotencyKeys,
  forgetReceived,
} from '../db/effects/retention.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';

export interface Housekeeping {
  stop(): Promise<void>;
}

export interface HousekeepingSettings {
  readonly everyMs: number;
  /** Rows in one statement, few enough that no other statement waits for it. */
  readonly batch: number;
  /** Statements in one round, for each table. */
  readonly batches: number;
}

/** After a round that did not remove everything, the next one comes after this share of the period. */
const soon = 0.05;

type HousekeepingDependencies = Pick<Dependencies, 'db' | 'log'>;

/** Removes rows, and erases personal data, whose retention has ended. All processes may run it concurrently. */
export function startHousekeeping(
  deps: HousekeepingDependencies,
  settings: HousekeepingSettings,
): Housekeeping {
  const stopping = new AbortController();
  const running = run(deps, settings, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(
  deps: HousekeepingDependencies,
  settings: HousekeepingSettings,
  signal: AbortSignal,
): Promise<void> {
  let isMore = false;
  while (!signal.aborted) {
    // Jitter, so that processes that started together do not run it together.
    const ms = settings.everyMs * (0.5 + Math.random()) * (isMore ? soon : 1);
    await sleep(ms, undefined, { signal }).catch(() => {});
    isMore = await tidy(deps, settings, signal).catch((error: unknown) => {
      deps.log.warn('removing rows whose retention has ended failed', { error });
      return false;
    });
  }
}

/** True: rows are left for another round. */
async function tidy(
  { db }: HousekeepingDependencies,
  { batch, batches }: HousekeepingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  let isMore = false;
  const tasks = [
    ...[forgetReceived, forgetIdempotencyKeys, forgetBridgePolls].map(
      (what) => () => forget(db, what, batch),
    ),
    () => erasePastCalls(db, batch),
  ];
  for (const task of tasks) {
    let last = batch;
    for (let n = 0; n < batches && last === batch && !signal.aborted; n++) {
      last = await task();
    }
    isMore ||= last === batch;
  }
  return isMore;
}
