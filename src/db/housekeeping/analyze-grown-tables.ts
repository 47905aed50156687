import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { reading, writing } from '../connection/statement.ts';

/**
 * Analyzes the small tables that have doubled in size since they were last analyzed. With the statistics of an empty table the
 * planner picks wrong indexes, and autovacuum runs a minute later, in the embedded database never. Large tables are left to
 * autovacuum: their statistics change slowly, and analyzing one may take longer than the statement timeout. A locked table is skipped
 * until the next round.
 */
export async function analyzeGrownTables(db: Database): Promise<void> {
  for (const { name } of await db.run(grownTables)) {
    await db.run(writing('analyze', sql`analyze (skip_locked) ${sql.raw(name)}`));
  }
}

/**
 * `relpages` is the size at the last analysis, in pages. A table of up to four pages is left out, because any plan for it is fast.
 * More than 10 000 pages (80 MB) count as large.
 */
const grownTables = reading<{ name: string }>(
  'grown_tables',
  sql`select quote_ident(relname) as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'r'
      and pg_relation_size(oid) / current_setting('block_size')::int
        between 2 * greatest(relpages, 2) + 1 and 10000`,
);
