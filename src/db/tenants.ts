import { sql } from 'drizzle-orm';
import type { TenantId } from '../call/ids.ts';
import type { Database } from './connection/database.ts';
import { reading, text } from './connection/statement.ts';
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
