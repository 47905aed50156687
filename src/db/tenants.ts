import { sql } from 'drizzle-orm';
import type { TenantId } from '../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from './audit.ts';
import type { Database } from './connection/database.ts';
import { reading, text, writing } from './connection/statement.ts';
import { tenants } from './tables/tenants.ts';

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

/** Null: for ever. */
export async function readKeepPersonalMs(db: Database, id: TenantId): Promise<number | null> {
  const [row] = await db.run(keepPersonal, { id });
  return row?.ms == null ? null : Number(row.ms);
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
