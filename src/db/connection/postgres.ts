import postgres from 'postgres';
import type { Driver } from './database.ts';
import { isReadOnly } from './database-errors.ts';
import { proveLife } from './liveness.ts';
import { patientSocket } from './reconnect-backoff.ts';

export const bellChannel = 'calls_journal';

export interface PostgresSettings {
  readonly url: string;
  /** Sessions are needed to listen: a pooler in transaction mode cannot carry them. */
  readonly directUrl?: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}

/** A large pool is slower than a small one: the driver pipelines. */
export async function postgresDriver(settings: PostgresSettings): Promise<Driver> {
  const life = await proveLife(settings.directUrl ?? settings.url);
  let isClosing = false;
  let pool = openPool(settings, { isCurrent, replace });
  let listener: postgres.Sql | undefined;
  let lastDoubtAt = Number.NEGATIVE_INFINITY;

  function isCurrent(one: postgres.Sql): boolean {
    return one === pool && !isClosing;
  }

  /** A connection that broke may hand the answer of one query to another one, or hang, when it is used again. */
  function replace(broken: postgres.Sql, patienceMs: number): void {
    if (!isCurrent(broken)) return;
    pool = openPool(settings, { isCurrent, replace });
    void broken.end({ timeout: patienceMs / 1000 }).catch(() => {});
  }

  /** Not again for the next statement that was under way already. */
  function doubt(): void {
    const now = performance.now();
    if (now - lastDoubtAt < settings.statementTimeoutMs) return;
    lastDoubtAt = now;
    replace(pool, 1000);
  }

  return {
    kind: 'postgres',
    owner: () => life.owner(),
    async query(text, values) {
      try {
        return await pool.unsafe(text, values, { prepare: true });
      } catch (error) {
        // Its sessions would stay: only new ones may find the server that writes.
        if (isReadOnly(error)) doubt();
        throw error;
      }
    },
    async ringBell() {
      await pool.unsafe(`select pg_notify('${bellChannel}', '')`);
    },
    async onBell(heard) {
      listener = postgres(settings.directUrl ?? settings.url, {
        ...common,
        ...patientSocket(() => !isClosing),
        max: 1,
        connection: { application_name: 'calls-subgraph bell' },
      });
      await listener.listen(bellChannel, heard, heard);
    },
    onOverdue: doubt,
    async close() {
      isClosing = true;
      await Promise.all([pool.end({ timeout: 2 }), listener?.end({ timeout: 1 }), life.end()]);
    },
  };
}

const common = {
  fetch_types: false,
  connect_timeout: 5,
  onnotice: () => {},
} as const;

interface Watch {
  isCurrent(pool: postgres.Sql): boolean;
  replace(broken: postgres.Sql, patienceMs: number): void;
}

/** For what is under way on the other connections of a pool in which one broke. */
const finishMs = 100;

function openPool(settings: PostgresSettings, { isCurrent, replace }: Watch): postgres.Sql {
  const pool: postgres.Sql = postgres(settings.url, {
    ...common,
    ...patientSocket(
      () => isCurrent(pool),
      () => replace(pool, 0),
    ),
    max: settings.poolSize,
    // Only so does a connection that closes mean that it broke.
    max_lifetime: null,
    onclose: () => replace(pool, finishMs),
    connection: {
      application_name: 'calls-subgraph',
      statement_timeout: settings.statementTimeoutMs,
    },
  });
  return pool;
}
