import { defaultScopes } from '../access/default-scopes.ts';
import { newApiKey } from '../access/keys/api-key.ts';
import type { Scope } from '../access/scopes.ts';
import type { TenantId } from '../call/ids.ts';
import { insertFirstTenant } from '../db/api-keys.ts';
import type { Database } from '../db/connection/database.ts';

/** The default scopes of a tenant-wide key, and `operator`: all scopes except `calls:reject`, which acts on calls. */
export const operatorScopes: readonly Scope[] = [...defaultScopes('ALL'), 'operator'];

/** The id is fixed, so that only one of several processes that start on an empty database creates the tenant. */
const firstTenant = 'ten_first' as TenantId;

/** Creates a tenant and a key with `operatorScopes`. Returns null if a tenant exists. */
export async function makeFirstKey(db: Database, name = 'first key'): Promise<string | null> {
  const { id, key, hash } = newApiKey();
  const stored = {
    tenantId: firstTenant,
    id,
    hash,
    name,
    // Without lines the key is tenant-wide.
    lineIds: null,
    expiresAt: null,
    scopes: operatorScopes,
  };
  return (await insertFirstTenant(db, 'first tenant', stored)) ? key : null;
}
