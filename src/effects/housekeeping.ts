import { setTimeout as sleep } from 'node:timers/promises';
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
  /** In one statement: it is to be over before anybody waits for it. */
  readonly batch: number;
  /** In one round; those left over go in the next. */
  readonly batches: number;
}

/** After a round that left something over, the next one comes after this share of the time. */
const soon = 0.05;

type HousekeepingDependencies = Pick<Dependencies, 'db' | 'log'>;

/** Removes what is kept only for a time. Any process does it, and several do not disturb each other. */
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
    // Processes that started together do not stay together.
    const ms = settings.everyMs * (0.5 + Math.random()) * (isMore ? soon : 1);
    await sleep(ms, undefined, { signal }).catch(() => {});
    isMore = await tidy(deps, settings, signal).catch((error: unknown) => {
      deps.log.warn('removing what is no longer needed failed', { error });
      return false;
    });
  }
}

/** True: there is more than one round removes. */
async function tidy(
  { db }: HousekeepingDependencies,
  { batch, batches }: HousekeepingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  let isMore = false;
  for (const what of [forgetReceived, forgetIdempotencyKeys, forgetBridgePolls]) {
    let last = batch;
    for (let n = 0; n < batches && last === batch && !signal.aborted; n++) {
      last = await forget(db, what, batch);
    }
    isMore ||= last === batch;
  }
  return isMore;
}
