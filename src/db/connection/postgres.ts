import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Driver } from './database.ts';
import { isReadOnly } from './database-errors.ts';
import { acquireLivenessLock } from './liveness.ts';
import type { Pooling } from './pooling.ts';
import { socketWithBackoff } from './reconnect-backoff.ts';

export const journalChannel = 'calls_journal';

export interface PostgresSettings {
  readonly url: string;
  /** For LISTEN and the liveness lock, which need sessions: a pooler in transaction mode does not keep them. */
  readonly directUrl?: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly schema?: string | null;
  readonly pooling?: Pooling;
}

/** A small pool is faster than a large one, because the driver pipelines statements. */
export async function postgresDriver(settings: PostgresSettings): Promise<Driver> {
  const livenessLock = await acquireLivenessLock(settings.directUrl ?? settings.url);
  /** The payload by which this process recognises its own notifications. */
  const ownPayload = randomUUID();
  const keepsSessions = settings.pooling !== 'by transaction';
  let isClosing = false;
  let pool = openPool(settings, { isCurrent, replace });
  let listener: postgres.Sql | undefined;
  let lastReplacedAt = Number.NEGATIVE_INFINITY;

  function isCurrent(candidate: postgres.Sql): boolean {
    return candidate === pool && !isClosing;
  }

  /** The driver may hang on a broken connection or mix up its answers if it is used again, so the whole pool is replaced. */
  function replace(broken: postgres.Sql, drainMs: number): void {
    if (!isCurrent(broken)) return;
    pool = openPool(settings, { isCurrent, replace });
    void broken.end({ timeout: drainMs / 1000 }).catch(() => {});
  }

  /** Acts at most once per timeout, because the other statements of the old pool fail too and would replace the new pool. */
  function replaceSuspectPool(): void {
    const now = performance.now();
    if (now - lastReplacedAt < settings.statementTimeoutMs) return;
    lastReplacedAt = now;
    replace(pool, suspectDrainMs);
  }

  return {
    kind: 'postgres',
    owner: () => livenessLock.owner(),
    async query(text, values) {
      try {
        return await pool.unsafe(text, values, { prepare: keepsSessions });
      } catch (error) {
        // Open sessions stay on the standby; only a new one may reach the new primary.
        if (isReadOnly(error)) replaceSuspectPool();
        throw error;
      }
    },
    async notifyJournal() {
      await pool.unsafe(`select pg_notify('${journalChannel}', '${ownPayload}')`);
    },
    async onJournalNotify(onNotify) {
      listener = postgres(settings.directUrl ?? settings.url, {
        ...common,
        ...socketWithBackoff(() => !isClosing),
        max: 1,
        connection: { application_name: 'calls-subgraph listen' },
      });
      const onPayload = (payload: string) => {
        if (payload !== ownPayload) onNotify();
      };
      // The last argument is called when the driver has begun to listen, also after each reconnect.
      await listener.listen(journalChannel, onPayload, onNotify);
    },
    onTimeout: replaceSuspectPool,
    async close() {
      isClosing = true;
      await Promise.all([
        pool.end({ timeout: 2 }),
        listener?.end({ timeout: 1 }),
        livenessLock.release(),
      ]);
    },
  };
}

const common = {
  fetch_types: false,
  connect_timeout: 5,
  onnotice: () => {},
} as const;

/**
 * Each statement is planned once for all its parameters, and looks rows up by key. With these costs the planner prefers an
 * index even if it has no statistics of a table or believes the table to be small.
 */
const planning = { plan_cache_mode: 'force_generic_plan', random_page_cost: '0.1', jit: 'off' };

interface PoolOwner {
  isCurrent(pool: postgres.Sql): boolean;
  replace(broken: postgres.Sql, drainMs: number): void;
}

/** The statements of a pool that timed out or leads to a standby get this long to finish. */
const suspectDrainMs = 1000;

/** After one connection of the pool broke, statements on its other connections get this long to finish. */
const drainMs = 100;

function openPool(settings: PostgresSettings, { isCurrent, replace }: PoolOwner): postgres.Sql {
  const pool: postgres.Sql = postgres(settings.url, {
    ...common,
    ...socketWithBackoff(
      () => isCurrent(pool),
      () => replace(pool, 0),
    ),
    max: settings.poolSize,
    // The driver must not recycle connections, so that a close always means a fault.
    max_lifetime: null,
    onclose: () => replace(pool, drainMs),
    ...(settings.pooling === 'by transaction' && onePerSession),
    connection: { ...applicationName, ...sessionSettings(settings) },
  });
  return pool;
}

const applicationName = { application_name: 'calls-subgraph' };

/** Each statement may run in another session, so it is sent without a name and alone on its connection. */
const onePerSession = { prepare: false, max_pipeline: 0 } as const;

/** A pooler refuses parameters that it does not know. Behind a pooler, the settings of the role apply instead. */
function sessionSettings({ pooling = 'none', statementTimeoutMs, schema }: PostgresSettings) {
  if (pooling !== 'none') return {};
  return {
    statement_timeout: statementTimeoutMs,
    ...planning,
    ...(schema && { search_path: schema }),
  };
}
