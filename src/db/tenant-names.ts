import { sql } from 'drizzle-orm';
import type { TenantId } from '../call/ids.ts';
import type { Database } from './connection/database.ts';
import { reading } from './connection/statement.ts';
import { tenants } from './tables/tenants.ts';

export interface TenantName {
  readonly id: TenantId;
  readonly name: string;
}

/** The command that creates a key lists the tenants in its error message. */
const maxNames = 100;

/** Reads the oldest tenants, at most `maxNames`. */
export function readTenantNames(db: Database): Promise<TenantName[]> {
  return db.run(tenantNames);
}

const tenantNames = reading<TenantName>(
  'tenant_names',
  sql`select id, name from ${tenants} where erasing_since is null order by created_at, id limit ${sql.raw(`${maxNames}`)}`,
);
