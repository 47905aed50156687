import { newApiKey } from '../access/api-key.ts';
import type { TenantId } from '../call/ids.ts';
import { insertFirstTenant } from '../db/api-keys.ts';
import type { Database } from '../db/connection/database.ts';

/** The same for all who start at once on an empty database, so that one of them makes it. */
const firstTenant = 'ten_first' as TenantId;

/** On an empty database, makes a tenant and a tenant-wide key. Null: there is a tenant already. */
export async function makeFirstKey(db: Database): Promise<string | null> {
  const { id, key, hash } = newApiKey();
  const stored = { tenantId: firstTenant, id, hash, name: 'first key' };
  return (await insertFirstTenant(db, 'first tenant', stored)) ? key : null;
}
