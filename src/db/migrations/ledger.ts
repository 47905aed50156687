import { type Migration, release } from './release.ts';
import { literal, type MigrationSession } from './session.ts';
import { stepsOf } from './steps.ts';

/**
 * The migrations that were applied to this schema. The ledger is a table of our own, because all applications of a database
 * share drizzle's table, and a newer row of another application would make drizzle skip our migrations.
 */
const createLedger = `create table if not exists calls_migrations (
  name text primary key,
  hash text not null,
  release text not null,
  applied_at timestamp (3) with time zone not null default now(),
  took_ms integer
)`;

/** The names in the ledger; null if there is no ledger. */
export async function readLedger(session: MigrationSession): Promise<Set<string> | null> {
  if (!(await exists(session, 'calls_migrations'))) return null;
  const rows = await session.query('select name from calls_migrations');
  return new Set(rows.map(({ name }) => String(name)));
}

/**
 * Returns the names in the ledger, which is created if it is missing. If an earlier release migrated the database, the rows are taken
 * over from drizzle's table.
 */
export async function openLedger(
  session: MigrationSession,
  migrations: readonly Migration[],
): Promise<Set<string>> {
  const existing = await readLedger(session);
  if (existing) return existing;
  // In a database in use, a migration that changes indexes has two steps. Drizzle has applied it whole, so both get a row.
  const adopted = (await appliedByDrizzle(session, migrations)).flatMap((migration) =>
    stepsOf(migration, 'in use'),
  );
  const rows = adopted.map(({ name, hash }) => entryOf(name, hash, 'earlier'));
  await session.run([createLedger, ...rows].join(';\n'));
  return new Set(adopted.map(({ name }) => name));
}

/** The statement that enters a step into the ledger, with the time that the step took. A row from an earlier try stays. */
export function entryOf(
  name: string,
  hash: string,
  took: 'this transaction' | 'earlier' | number,
): string {
  const tookMs = typeof took === 'number' ? Math.round(took) : tookSql[took];
  return `insert into calls_migrations (name, hash, release, took_ms)
    values (${literal(name)}, ${literal(hash)}, ${literal(release)}, ${tookMs}) on conflict do nothing`;
}

const tookSql = {
  // `now()` is when the transaction began.
  'this transaction': '(extract(epoch from clock_timestamp() - now()) * 1000)::int',
  earlier: 'null',
};

async function appliedByDrizzle(
  session: MigrationSession,
  migrations: readonly Migration[],
): Promise<Migration[]> {
  // Without this table of the first migration the schema is empty, and drizzle's rows are those of another application.
  if (!(await exists(session, 'stream_meta'))) return [];
  const rows = await session.query(
    `select hash, created_at::text as at from drizzle.__drizzle_migrations`,
  );
  const hashes = new Set(rows.map(({ hash }) => hash));
  const times = new Set(rows.map(({ at }) => Number(at)));
  // Either is enough: the hash is another one if the text of the file was edited, the time if the file was generated again.
  return migrations.filter(({ hash, generatedAt }) => hashes.has(hash) || times.has(generatedAt));
}

/** Looks only in the current schema, because a table of the same name elsewhere on the search path belongs to another application. */
async function exists(session: MigrationSession, table: string): Promise<boolean> {
  const [row] = await session.query(
    `select exists (select from pg_class where relname = ${literal(table)} and relkind in ('r', 'p')
      and relnamespace = (select oid from pg_namespace where nspname = current_schema())) as exists`,
  );
  return row?.exists === true;
}
