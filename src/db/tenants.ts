import { sql } from 'drizzle-orm';
import type { TenantId } from '../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from './audit.ts';
import type { Database } from './connection/database.ts';
import { json, reading, text, toJson, writing } from './connection/statement.ts';
import { firstUse, isFirstUse, type Use, useParameter } from './idempotency.ts';
import { apiKeys, tenants } from './tables/tenants.ts';

/** 'unknown': there is no such tenant. */
export type TenantState = 'active' | 'suspended' | 'unknown';

export async function readTenantState(db: Database, id: TenantId): Promise<TenantState> {
  const [row] = await db.run(tenantState, { id });
  return row?.state ?? 'unknown';
}

const tenantState = reading<{ state: TenantState }>(
  'tenant_state',
  sql`select case when suspended_at is null then 'active' else 'suspended' end as state
    from ${tenants} where id = ${text('id')}`,
);

/** For how long the tenant keeps personal data; null if it is kept permanently. */
export async function readKeepPersonalMs(db: Database, id: TenantId): Promise<number | null> {
  const [row] = await db.run(keepPersonal, { id });
  const ms = row?.ms ?? null;
  return ms === null ? null : Number(ms);
}

const keepPersonal = reading<{ ms: string | null }>(
  'keep_personal',
  sql`select keep_personal_ms::text as ms from ${tenants} where id = ${text('id')}`,
);

export async function saveKeepPersonalMs(
  db: Database,
  tenantId: TenantId,
  ms: number | null,
  audit: AuditEntry,
): Promise<void> {
  await db.run(saveKeepPersonal, {
    tenant: tenantId,
    ms: ms === null ? null : String(ms),
    ...auditParameter(audit),
  });
}

const saveKeepPersonal = writing<{ id: string }>(
  'save_keep_personal',
  sql`with changed as (
    update ${tenants} set keep_personal_ms = ${text('ms')}::bigint
    where id = ${text('tenant')} returning id),
  ${audited('changed')} select id from changed`,
);

/**
 * Inserts a tenant with its first key. The audit entry belongs to the operator's own tenant. Returns false if `use` is not the
 * first of its idempotency key.
 */
export async function insertTenant(
  db: Database,
  tenant: { readonly id: TenantId; readonly name: string },
  key: { readonly id: string; readonly hash: string; readonly scopes: readonly string[] },
  audit: AuditEntry,
  use: Use | null,
): Promise<boolean> {
  const rows = await db.run(insert, {
    tenant: audit.tenantId,
    new_tenant: tenant.id,
    name: tenant.name,
    key: key.id,
    hash: key.hash,
    scopes: toJson(key.scopes),
    ...auditParameter(audit),
    ...useParameter(use),
  });
  return rows.length > 0;
}

const insert = writing<{ id: string }>(
  'insert_tenant',
  sql`with ${firstUse()},
  changed as (
    insert into ${tenants} (id, name) select ${text('new_tenant')}, ${text('name')} where ${isFirstUse} returning id),
  key as (
    insert into ${apiKeys} (tenant_id, id, hash, name, scopes)
    select id, ${text('key')}, ${text('hash')}, 'first key', ${json('scopes')} from changed returning 1),
  ${audited('changed')} select id from changed`,
);

/** Returns the state of the tenant afterwards. A tenant that is being erased stays suspended. */
export async function saveSuspended(
  db: Database,
  id: TenantId,
  suspended: boolean,
  audit: AuditEntry,
): Promise<TenantState> {
  const parameters = { tenant: audit.tenantId, id, to: suspended ? 'suspended' : 'active' };
  const [row] = await db.run(suspend, { ...parameters, ...auditParameter(audit) });
  return row?.state ?? 'unknown';
}

/**
 * `locked` waits for a concurrent erasure, which suspends the tenant, and has the row as it is then. The condition on `suspended_at`
 * holds only if the state changes.
 */
const suspend = writing<{ state: TenantState }>(
  'suspend_tenant',
  sql`with locked as materialized (
    select id, erasing_since, suspended_at from ${tenants} where id = ${text('id')} for no key update),
  changed as (
    update ${tenants} set suspended_at = case ${text('to')} when 'suspended' then now() end
    where id = (select id from locked
      where erasing_since is null and (suspended_at is null) = (${text('to')} = 'suspended')) returning id),
  ${audited('changed')}
  select case when erasing_since is null then ${text('to')} else 'suspended' end as state from locked`,
);
