import { newApiKey } from '../access/api-key.ts';
import { newId } from '../call/ids.ts';
import type { Database } from '../db/database.ts';
import { insertFirstTenant, insertKey } from '../db/keys.ts';

/** On an empty database, makes a tenant and a tenant-wide key. Null: there is a tenant already. */
export async function makeFirstKey(db: Database): Promise<string | null> {
  const tenantId = newId('ten');
  if (!(await insertFirstTenant(db, tenantId, 'first tenant'))) return null;
  const { id, key, hash } = newApiKey();
  await insertKey(db, { tenantId, id, hash, name: 'first key', lineIds: null });
  return key;
}
