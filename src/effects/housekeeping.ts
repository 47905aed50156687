import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId } from '../call/ids.ts';
import { deleteAccountsOfRemovedLines } from '../db/housekeeping/delete-accounts-of-removed-lines.ts';
import { deleteOldBridgePolls } from '../db/housekeeping/delete-old-bridge-polls.ts';
import {
  deleteOldDedupeKeys,
  deleteOldIdempotencyKeys,
} from '../db/housekeeping/delete-spent-keys.ts';
import { type Deletion, runDeletion } from '../db/housekeeping/deletion.ts';
import {
  erasePastCalls,
  finishErasures,
  readLateTenants,
} from '../db/housekeeping/erase-personal-data.ts';
import { eraseTenantRows, readTenantsToErase } from '../db/housekeeping/erase-tenant.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';

export interface Housekeeping {
  stop(): Promise<void>;
}

export interface HousekeepingSettings {
  readonly everyMs: number;
  /** The most rows of one batch and of each of its statements, so few that they delay no other statement. */
  readonly batch: number;
  /** The most batches of each task in one round. */
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

/** Whether rows may be left after a task. */
type Left = 'none' | 'perhaps';

/** Removes or erases up to `limit` rows. A task that sends several statements sends no further one after `signal` has aborted. */
type Task = (limit: number, signal: AbortSignal) => Promise<Left>;

/** The tasks of one round. */
function tasksOf(deps: HousekeepingDependencies): Readonly<Record<string, Task>> {
  const { db, erasureKeys } = deps;
  const deletes = (deletion: Deletion) => untilFewer((limit) => runDeletion(db, deletion, limit));
  return {
    'dedupe keys': deletes(deleteOldDedupeKeys),
    'idempotency keys': deletes(deleteOldIdempotencyKeys),
    'bridge polls': deletes(deleteOldBridgePolls),
    'accounts of removed lines': deletes(deleteAccountsOfRemovedLines),
    'past calls': erasesPastCalls(deps),
    'erasures of an earlier release': untilFewer((limit) =>
      finishErasures(db, erasureKeys.current(), limit),
    ),
    'erased tenants': erasesTenants(deps),
  };
}

/** The task of a statement that resolves to the number of its rows. Rows may be left if it reached its limit. */
function untilFewer(remove: (limit: number) => Promise<number>): Task {
  return async (limit) => ((await remove(limit)) < limit ? 'none' : 'perhaps');
}

/** The task of erasing the past calls of tenants. */
function erasesPastCalls({ db, log, erasureKeys }: HousekeepingDependencies): Task {
  return tenantByTenant({
    read: (limit, except) => readLateTenants(db, limit, except),
    async erase(tenantId, limit) {
      const erased = await erasePastCalls(db, tenantId, erasureKeys.current(), limit);
      if (erased.is === 'erased') return { rows: erased.calls, left: 'none' };
      return { rows: 0, left: erased.is === 'lost' ? 'perhaps' : 'none' };
    },
    onError: (tenantId, error) =>
      log.warn('the past calls of a tenant could not be erased', { tenantId, error }),
  });
}

/** The task of deleting the rows of tenants that are being erased. */
function erasesTenants({ db, log }: HousekeepingDependencies): Task {
  return tenantByTenant({
    read: (limit, except) => readTenantsToErase(db, limit, except),
    async erase(tenantId, limit, signal) {
      const rows = await eraseTenantRows(db, tenantId, limit, signal);
      // After the rows of one table, the next one follows.
      return { rows, left: rows > 0 ? 'perhaps' : 'none' };
    },
    onError: (tenantId, error) =>
      log.warn('the rows of a tenant could not be deleted', { tenantId, error }),
  });
}

interface ErasureOfTenants {
  /** Up to `limit` tenants of which something may be due, in the order in which they are served. */
  read(limit: number, except: Iterable<TenantId>): Promise<readonly TenantId[]>;
  /** Erases up to `limit` rows of one tenant. */
  erase(
    tenantId: TenantId,
    limit: number,
    signal: AbortSignal,
  ): Promise<{ readonly rows: number; readonly left: Left }>;
  onError(tenantId: TenantId, error: unknown): void;
}

/** The most tenants that one batch serves. Each takes a statement or more, even if nothing of it is due. */
const tenantsOfBatch = 25;

/** The task that serves several tenants if the first ones have fewer rows. A tenant that fails is left to the next round. */
function tenantByTenant({ read, erase, onError }: ErasureOfTenants): Task {
  const failed = new Set<TenantId>();
  return async (limit, signal) => {
    let rest = limit;
    let left: Left = 'none';
    const due = await read(tenantsOfBatch, failed);
    for (const tenantId of due) {
      if (rest <= 0 || signal.aborted) return 'perhaps';
      try {
        const erased = await erase(tenantId, rest, signal);
        rest -= erased.rows;
        if (erased.left === 'perhaps') left = 'perhaps';
      } catch (error) {
        onError(tenantId, error);
        failed.add(tenantId);
      }
    }
    return due.length < tenantsOfBatch && rest > 0 ? left : 'perhaps';
  };
}

/** Resolves to true if rows may be left for another round. A task that fails does not stop the others. */
async function tidy(
  deps: HousekeepingDependencies,
  settings: HousekeepingSettings,
  signal: AbortSignal,
): Promise<boolean> {
  let hasMore = false;
  for (const [what, task] of Object.entries(tasksOf(deps))) {
    const left = await carryOut(task, settings, signal).catch((error: unknown) => {
      deps.log.warn('a housekeeping task failed', { what, error });
      return 'none';
    });
    hasMore ||= left === 'perhaps';
  }
  return hasMore;
}

/** Carries out one batch after the other, while rows may be left and the round is not over. */
async function carryOut(
  task: Task,
  { batch, batches }: HousekeepingSettings,
  signal: AbortSignal,
): Promise<Left> {
  let left: Left = 'perhaps';
  for (let n = 0; n < batches && left === 'perhaps' && !signal.aborted; n++) {
    left = await task(batch, signal);
  }
  return left;
}
