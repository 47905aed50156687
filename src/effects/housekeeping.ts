import { setTimeout as sleep } from 'node:timers/promises';
import { deleteAccountsOfRemovedLines } from '../db/housekeeping/delete-accounts-of-removed-lines.ts';
import { deleteOldBridgePolls } from '../db/housekeeping/delete-old-bridge-polls.ts';
import {
  deleteOldDedupeKeys,
  deleteOldIdempotencyKeys,
} from '../db/housekeeping/delete-spent-keys.ts';
import { runDeletion } from '../db/housekeeping/deletion.ts';
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
    hasMore = await tidy(deps, settings, signal);
  }
}

/** Removes or erases up to `limit` rows, and resolves to their number. */
type Task = (limit: number) => Promise<number>;

function tasksOf({ db, erasureKeys }: HousekeepingDependencies): Readonly<Record<string, Task>> {
  return {
    'dedupe keys': (limit) => runDeletion(db, deleteOldDedupeKeys, limit),
    'idempotency keys': (limit) => runDeletion(db, deleteOldIdempotencyKeys, limit),
    'bridge polls': (limit) => runDeletion(db, deleteOldBridgePolls, limit),
    'accounts of removed lines': (limit) => runDeletion(db, deleteAccountsOfRemovedLines, limit),
    'past calls': (limit) => erasePastCalls(db, erasureKeys.current(), limit),
    'erasures of an earlier release': (limit) => finishErasures(db, erasureKeys.current(), limit),
    // It returns only whether rows may be left. If so, they count as a full batch.
    'erased tenants': async (limit) => ((await eraseTenantRows(db, limit)) ? limit : 0),
  };
}

/** Resolves to true if rows are left for another round. A task that fails does not stop the others. */
async function tidy(
  deps: HousekeepingDependencies,
  settings: HousekeepingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  let hasMore = false;
  for (const [what, task] of Object.entries(tasksOf(deps))) {
    const isLeft = await carryOut(task, settings, signal).catch((error: unknown) => {
      deps.log.warn('removing what is kept no longer failed', { what, error });
      return false;
    });
    hasMore ||= isLeft;
  }
  return hasMore;
}

/** Resolves to true if the last batch was a full one, after which rows may be left. */
async function carryOut(
  task: Task,
  { batch, batches }: HousekeepingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  let removed = batch;
  for (let n = 0; n < batches && removed === batch && !signal.aborted; n++) {
    removed = await task(batch);
  }
  return removed === batch;
}
