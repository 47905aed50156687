import postgres from 'postgres';
import type { Driver } from './database.ts';
import { proveLife } from './life.ts';

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
  let pool = openPool(settings);
  let listener: postgres.Sql | undefined;
  let lastReplacedAt = 0;

  return {
    kind: 'postgres',
    owner: () => life.owner(),
    query: (text, values) => pool.unsafe(text, values, { prepare: true }),
    async ringBell() {
      await pool.unsafe(`select pg_notify('${bellChannel}', '')`);
    },
    async onBell(heard) {
      listener = postgres(settings.directUrl ?? settings.url, {
        ...common,
        max: 1,
        connection: { application_name: 'calls-subgraph bell' },
      });
      await listener.listen(bellChannel, heard, heard);
    },
    onOverdue() {
      // A connection that was closed without a word can leave its queries waiting for ever (porsager/postgres#1193).
      const now = Date.now();
      if (now - lastReplacedAt < settings.statementTimeoutMs) return;
      lastReplacedAt = now;
      const old = pool;
      pool = openPool(settings);
      void old.end({ timeout: 1 }).catch(() => {});
    },
    async close() {
      await Promise.all([pool.end({ timeout: 2 }), listener?.end({ timeout: 1 }), life.end()]);
    },
  };
}

const common = {
  fetch_types: false,
  connect_timeout: 5,
  onnotice: () => {},
} as const;

function openPool(settings: PostgresSettings): postgres.Sql {
  return postgres(settings.url, {
    ...common,
    max: settings.poolSize,
    connection: {
      application_name: 'calls-subgraph',
      statement_timeout: settings.statementTimeoutMs,
    },
  });
}
