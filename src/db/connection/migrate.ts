import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbeddedDatabase } from 'drizzle-orm/pglite/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { projectRoot } from '../../project-root.ts';
import { isLostRace } from './database-errors.ts';

const migrationsFolder = fileURLToPath(new URL('drizzle', projectRoot));

/** The key of the advisory lock under which one process migrates. */
const migrationLock = '4803762914058';

const lockNotAvailable = '55P03';

/** Of several processes that start at once, one migrates and the others wait. Returns the names of the applied migrations. */
export async function migratePostgres(url: string, waitMs = 60_000): Promise<string[]> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await lockMigrations(client, waitMs);
    const missing = missingAfter(await lastApplied((text) => client.unsafe(text)));
    await migrateWithRetry(client);
    for (const statement of beginEpoch) await client.unsafe(statement);
    return missing;
  } finally {
    await client.end({ timeout: 5 });
  }
}

const maxTries = 20;

/** Processes of the earlier release are still working, so a migration may deadlock with their statements. */
async function migrateWithRetry(client: postgres.Sql): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await migrate(drizzle(client), { migrationsFolder });
    } catch (error) {
      if (tries >= maxTries || !isLostRace((error as Error).cause ?? error)) throw error;
    }
  }
}

async function lockMigrations(client: postgres.Sql, waitMs: number): Promise<void> {
  try {
    await client.unsafe(`set lock_timeout = ${waitMs}`);
    await client.unsafe(`select pg_advisory_lock(${migrationLock})`);
    await client.unsafe('reset lock_timeout');
  } catch (error) {
    if ((error as { code?: string }).code !== lockNotAvailable) throw error;
    throw new Error(
      `Another process has been migrating the database for more than ${waitMs / 1000} s. ` +
        `To find it: select pid from pg_locks where locktype = 'advisory' and granted ` +
        `and (classid::bigint << 32) + objid::bigint = ${migrationLock} ` +
        `and database = (select oid from pg_database where datname = current_database())`,
    );
  }
}

export async function migrateEmbedded(client: PGlite): Promise<string[]> {
  const missing = missingAfter(await lastApplied(async (text) => (await client.query(text)).rows));
  await migrateEmbeddedDatabase(drizzleEmbedded(client), { migrationsFolder });
  for (const statement of beginEpoch) await client.query(statement);
  return missing;
}

/** The timestamp of the newest applied migration; 0 for an empty database. */
async function lastApplied(
  query: (text: string) => PromiseLike<readonly unknown[]>,
): Promise<number> {
  const ledger = 'drizzle.__drizzle_migrations';
  const [found] = await query(`select to_regclass('${ledger}') is not null as exists`);
  if (!(found as { exists: boolean }).exists) return 0;
  const [row] = await query(`select max(created_at)::text as last from ${ledger}`);
  return Number((row as { last: string | null }).last ?? 0);
}

function missingAfter(last: number): string[] {
  const ledger = readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8');
  const { entries } = JSON.parse(ledger) as { entries: { tag: string; when: number }[] };
  return entries.filter(({ when }) => when > last).map(({ tag }) => tag);
}

/** After a dump and restore, transaction ids may restart below those in the journal. A new epoch sorts new entries last. */
const beginEpoch = [
  'insert into stream_meta (id, epoch) values (1, 1) on conflict do nothing',
  `update stream_meta set epoch = epoch + 1
   where (select xid from journal j where j.epoch = stream_meta.epoch
          order by j.epoch desc, j.xid desc, j.id desc limit 1) >= pg_current_xact_id()`,
];
