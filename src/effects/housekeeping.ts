import { setTimeout as sleep } from 'node:timers/promises';
import {
  deleteAccountsOfRemovedLines,
  deleteOldBridgePolls,
  deleteOldDedupeKeys,
  deleteOldIdempotencyKeys,
  deleteRows,
} from '../db/housekeeping/delete-spent-keys.ts';
import { erasePastCalls, finishErasures } from '../db/housekeeping/erase-personal-data.ts';
import { eraseTenantRows } from '../db/housekeeping/erase-tenant.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';

export interface Housekeeping {
  stop(): Promise<void>;
}

export interface HousekeepingSettings {
  readonly everyMs: number;
  /** The rows of one statement, so few that it delays no other statement. */
  readonly batch: number;
  /** The most statements for each table in one round. */
  readonly batches: number;
}

/** The share of the period after which the next round starts if rows are left. */
const earlyShare = 0.05;

type HousekeepingDependencies = Pick<Dependencies, 'db' | 'log' | 'erasureKeys'>;

/**
 * Removes rows and erases personal data after their retention, and deletes the rows of tenants that are being erased. All processes may
 * do this concurrently.
 */
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
  let hasMore = false;
  while (!signal.aborted) {
    // Jitter, so that processes that started together do not start their rounds together.
    const ms = settings.everyMs * (0.5 + Math.random()) * (hasMore ? earlyShare : 1);
    await sleep(ms, undefined, { signal }).catch(() => {});
    hasMore = await tidy(deps, settings, signal).catch((error: unknown) => {
      deps.log.warn('removing rows whose retention has ended failed', { error });
      return false;
    });
  }
}

/** Resolves to true if rows are left for another round. */
async function tidy(
  { db, erasureKeys }: HousekeepingDependencies,
  { batch, batches }: HousekeepingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  let hasMore = false;
  // Each task returns how many rows it has removed. `eraseTenantRows` returns only whether rows may be left, so these count as a
  // full batch.
  const tasks = [
    () => deleteRows(db, deleteOldDedupeKeys, batch),
    () => deleteRows(db, deleteOldIdempotencyKeys, batch),
    () => deleteRows(db, deleteOldBridgePolls, batch),
    () => deleteRows(db, deleteAccountsOfRemovedLines, batch),
    () => erasePastCalls(db, erasureKeys.current(), batch),
    () => finishErasures(db, erasureKeys.current(), batch),
    async () => ((await eraseTenantRows(db, batch)) ? batch : 0),
  ];
  for (const task of tasks) {
    let removed = batch;
    for (let n = 0; n < batches && removed === batch && !signal.aborted; n++) {
      removed = await task();
    }
    // A full batch may not have been the last one.
    hasMore ||= removed === batch;
  }
  return hasMore;
}
