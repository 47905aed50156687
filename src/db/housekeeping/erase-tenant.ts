import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { TenantId } from '../../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import type { Database } from '../connection/database.ts';
import {
  int,
  reading,
  type Statement,
  text,
  texts,
  toJson,
  writing,
} from '../connection/statement.ts';
import { auditLog } from '../tables/audit.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { conversations } from '../tables/conversations.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { idempotencyKeys, inbox } from '../tables/inbox.ts';
import { journal } from '../tables/journal.ts';
import { lines } from '../tables/lines.ts';
import { bridgePolls, listeners, presence, recordingBridges } from '../tables/reports.ts';
import { apiKeys, tenants } from '../tables/tenants.ts';

/** The progress of the erasure of a tenant. The row of the tenant stays, with these numbers and without its name. */
export interface TenantErasure {
  readonly id: TenantId;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  /** How many rows were deleted, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** In the order of deletion: rows are deleted before the rows that they refer to. */
const tables: readonly PgTable[] = [
  ...[effectAttempts, effects, journal, callAliases, inbox, idempotencyKeys],
  ...[conversations, callerAddresses, calls, callers],
  ...[listeners, recordingBridges, bridgePolls, presence, lines, apiKeys, auditLog],
];

const nameOf = (table: PgTable) => getTableConfig(table).name;

/** Deletes up to `limit` rows of one table, if the tenant is being erased, and adds their number to the tenant's row. */
function deletion(table: PgTable): Statement<{ count: string }> {
  const name = nameOf(table);
  // A merged caller refers to the caller that it was merged into, so it is deleted first.
  const order = table === callers ? sql`order by merged_into is null` : sql``;
  const counter = sql.raw(`'${name}'`);
  return writing(
    `erase_tenant_${name}`,
    sql`with old as (
      select ctid from ${table} where tenant_id = ${text('tenant')} and exists (
        select 1 from ${tenants} where id = ${text('tenant')} and erasing_since is not null)
      ${order} limit ${int('limit')} for update skip locked),
    gone as (delete from ${table} where ctid = any(array(select ctid from old)) returning 1),
    counted as (
      update ${tenants} set erased_rows = jsonb_set(coalesce(erased_rows, '{}'), array[${counter}],
        to_jsonb(coalesce((erased_rows->>${counter})::bigint, 0) + (select count(*) from gone)))
      where id = ${text('tenant')} and exists (select 1 from gone) returning 1)
    select count(*)::text as count from gone`,
  );
}

const deletions = tables.map(deletion);

/**
 * Begins to erase a tenant, if `name` is its name. From then on its keys and users are refused, its lines record nothing, and no
 * text is sent. If it was begun before, only its progress is returned.
 */
export async function beginErasure(
  db: Database,
  { id, name }: { readonly id: TenantId; readonly name: string },
  audit: AuditEntry | null,
): Promise<TenantErasure | 'not-found' | 'other-name'> {
  // The audit entry belongs to the tenant of the operator who erases. The command line has no operator, and writes none.
  await db.run(begin, { id, name, tenant: audit?.tenantId ?? id, ...auditParameter(audit) });
  const [progress] = await db.run(erasure, { id });
  if (!progress) return 'not-found';
  // The tenant exists and is not being erased, so `name` was not its name.
  if (!progress.since) return 'other-name';
  return {
    id,
    startedAt: new Date(progress.since),
    ...(progress.ended && { endedAt: new Date(progress.ended) }),
    rows: progress.rows ?? {},
  };
}

const begin = writing<{ id: string }>(
  'begin_erasure',
  sql`with changed as (
    update ${tenants} set erasing_since = now(), suspended_at = coalesce(suspended_at, now())
    where id = ${text('id')} and name = ${text('name')} and erasing_since is null returning id),
  refused as (
    update ${apiKeys} set revoked_at = coalesce(revoked_at, now())
    where tenant_id in (select id from changed) returning 1),
  silent as (
    update ${lines} set removed_at = coalesce(removed_at, now()), hook_token_hash = null,
      previous_hook_token_hash = null, perimeter = '{}'
    where tenant_id in (select id from changed) returning 1),
  ${audited('changed')} select id from changed`,
);

const erasure = reading<{
  since: string | null;
  ended: string | null;
  rows: Record<string, number> | null;
}>(
  'tenant_erasure',
  sql`select erasing_since as since, erased_at as ended, erased_rows as rows
    from ${tenants} where id = ${text('id')}`,
);

/** Up to `limit` tenants that are being erased, without those in `except`. Those whose erasure began first come first. */
export async function readTenantsToErase(
  db: Database,
  limit: number,
  except: Iterable<TenantId>,
): Promise<TenantId[]> {
  const parameters = { limit: String(limit), except: toJson([...except]) };
  return (await db.run(tenantsToErase, parameters)).map(({ id }) => id);
}

const tenantsToErase = reading<{ id: TenantId }>(
  'tenants_to_erase',
  sql`select id from ${tenants}
    where erasing_since is not null and erased_at is null and id <> all(${texts('except')})
    order by erasing_since, id limit ${int('limit')}`,
);

/**
 * Deletes up to `limit` rows of one table of a tenant that is being erased, and returns their number. If none is left in any table, ends
 * the erasure and returns 0. Also returns 0 if other processes have locked the rest. After a crash the next call goes on where the last
 * one stopped, because each deletes what is there. After `signal` it begins no statement, and returns 0.
 */
export async function eraseTenantRows(
  db: Database,
  tenantId: TenantId,
  limit: number,
  signal?: AbortSignal,
): Promise<number> {
  for (const statement of deletions) {
    if (signal?.aborted) return 0;
    const [row] = await db.run(statement, { tenant: tenantId, limit: String(limit) });
    const count = Number(row?.count);
    if (count > 0) return count;
  }
  if (!signal?.aborted) await db.run(endErasure, { tenant: tenantId });
  return 0;
}

/** Rows that another process has locked are still there, and are deleted by it or by a later round. */
const endErasure = writing<{ id: string }>(
  'end_erasure',
  sql`update ${tenants} set erased_at = now(), name = '' where id = ${text('tenant')}
    and erasing_since is not null and erased_at is null and ${sql.join(
      tables.map(
        (table) => sql`not exists (select 1 from ${table} where tenant_id = ${text('tenant')})`,
      ),
      sql` and `,
    )} returning id`,
);
