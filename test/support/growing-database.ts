import { sql as query } from 'drizzle-orm';
import postgres from 'postgres';
import type { Database } from '../../src/db/connection/database.ts';
import { openDatabase } from '../../src/db/connection/open-database.ts';
import { reading } from '../../src/db/connection/statement.ts';
import { createDatabase } from './database.ts';

/** A database that is filled wholesale, to see how many rows are read of how many there are. */
export interface GrowingDatabase {
  readonly db: Database;
  /** Fills it: what its rows point to need not exist. */
  readonly client: postgres.Sql;
  /** How many rows of these tables, and entries of their indexes, were read for that. */
  rowsReadBy(work: () => Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

export async function openGrowingDatabase(tables: readonly string[]): Promise<GrowingDatabase> {
  const url = await createDatabase();
  // One connection, because only a session itself can publish what it has read.
  const db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
  const client = postgres(url, { max: 1, onnotice: () => {} });
  await client`set session_replication_role = replica`;
  const readSoFar = rowsReadOf(tables);

  async function rowsRead(): Promise<number> {
    await db.run(flush);
    return Number((await db.run(readSoFar))[0]?.rows);
  }
  return {
    db,
    client,
    async rowsReadBy(work) {
      const before = await rowsRead();
      await work();
      return (await rowsRead()) - before;
    },
    async close() {
      await client.end();
      await db.close();
    },
  };
}

const flush = reading<never>('flush_statistics', query`select pg_stat_force_next_flush()::text`);

function rowsReadOf(tables: readonly string[]) {
  const these = query.raw(tables.map((table) => `'${table}'`).join(', '));
  return reading<{ rows: string }>(
    'rows_read',
    query`select
        (select sum(seq_tup_read) from pg_stat_user_tables where relname in (${these}))
      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname in (${these})) as rows`,
  );
}
