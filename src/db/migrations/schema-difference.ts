import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { json, reading } from '../connection/statement.ts';
import { rightsToServe } from './grant.ts';
import { schemaOfRelease } from './release.ts';
import type { MigrationSession } from './session.ts';

interface Problem {
  readonly problem: string;
}

const rights = sql.raw(rightsToServe.map((right) => `'${right}'`).join(', '));

/**
 * Compares the catalogue of the current schema with what this release needs. A trigger (`_is_append_only`) lets rows of the audit log be
 * deleted only with their tenant. So a role that may not update or delete them can serve; it only cannot erase a tenant.
 */
const difference = reading<Problem>(
  'schema_difference',
  sql`with needed as (select * from jsonb_to_recordset(${json('needed')})
      as t(name text, columns jsonb, "uniqueIndexes" jsonb)),
  tables as (select n.*, c.oid from needed n left join pg_class c on c.relname = n.name
      and c.relkind in ('r', 'p')
      and c.relnamespace = (select oid from pg_namespace where nspname = current_schema()))
  select 'the table ' || name || ' is missing' as problem from tables where oid is null
  union all
  select 'the column ' || t.name || '.' || (col->>'name') || case when a.attname is null then ' is missing'
      else ' is ' || format_type(a.atttypid, a.atttypmod) || ' instead of ' || (col->>'type') end
    from tables t cross join jsonb_array_elements(t.columns) col
    left join pg_attribute a on a.attrelid = t.oid and a.attname = col->>'name' and not a.attisdropped
    where t.oid is not null and (a.attname is null or format_type(a.atttypid, a.atttypmod) <> col->>'type')
  union all
  select 'the unique index ' || i || ' is missing or not complete'
    from tables t cross join jsonb_array_elements_text(t."uniqueIndexes") i
    where t.oid is not null and not exists (select from pg_index x join pg_class c on c.oid = x.indexrelid
      where x.indrelid = t.oid and c.relname = i and x.indisunique and x.indisvalid)
  union all
  select 'the role ' || current_user || ' may not ' || p || ' rows of ' || name
    from tables t cross join unnest(array[${rights}]) p
    where oid is not null and not has_table_privilege(oid, p)
      and not (p in ('update', 'delete') and exists (select from pg_trigger
        where tgrelid = t.oid and tgname = t.name || '_is_append_only'))`,
);

let needed: string | undefined;

function neededSchema(): string {
  needed ??= JSON.stringify(schemaOfRelease());
  return needed;
}

/** Names in one sentence what this release needs and the database lacks; null if nothing is missing. */
export async function differenceIn(session: MigrationSession): Promise<string | null> {
  return sentenceOf(await session.query(difference.text, [neededSchema()]));
}

/** Like `differenceIn`, while the service runs, because another release may change the schema then. */
export async function readDifference(db: Database): Promise<string | null> {
  return sentenceOf(await db.run(difference, { needed: neededSchema() }));
}

const maxNamed = 5;

function sentenceOf(rows: readonly { readonly problem?: unknown }[]): string | null {
  if (rows.length === 0) return null;
  const problems = rows.slice(0, maxNamed).map(({ problem }) => String(problem));
  if (rows.length > maxNamed) problems.push(`and ${rows.length - maxNamed} more`);
  return `the database has not the schema of this release: ${problems.join('; ')}`;
}
