import { auditOf } from '../../access/audit-of.ts';
import { defaultScopes } from '../../access/default-scopes.ts';
import { RequestError } from '../../access/errors.ts';
import { apiKeyOf } from '../../access/keys/api-key.ts';
import { requireScope } from '../../access/require-scope.ts';
import type { Seal } from '../../access/seal.ts';
import type { Viewer } from '../../access/viewer.ts';
import { type ApiKeyId, newId, type TenantId } from '../../call/ids.ts';
import type { Database } from '../../db/connection/database.ts';
import { beginErasure } from '../../db/housekeeping/erase-tenant.ts';
import { insertTenant, saveSuspended } from '../../db/tenants.ts';
import { once } from '../idempotency/once.ts';
import type { TenantAnswer, Tenants } from '../tenant-control.ts';

interface TenantDependencies {
  readonly db: Database;
  readonly seal: Seal;
}

export function createTenants(deps: TenantDependencies): Tenants {
  const { db } = deps;
  return {
    async create(viewer, name, idempotencyKey) {
      // The text begins the error for a missing scope.
      requireScope(viewer, 'operator', 'Tenants are made');
      return createTenant(deps, viewer, name, idempotencyKey);
    },
    async suspend(viewer, id, suspended) {
      requireScope(viewer, 'operator', 'Tenants are suspended');
      // Operators who suspend their own tenant could not end the suspension: their own requests are refused then.
      if (id === viewer.tenantId) return 'own';
      const change = { action: 'suspendCallsTenant', target: id, after: { suspended } };
      const state = await saveSuspended(db, id, suspended, auditOf(viewer, change));
      return state === 'unknown' ? 'not-found' : state;
    },
    async erase(viewer, id, name) {
      requireScope(viewer, 'operator', 'Tenants are erased');
      if (id === viewer.tenantId) return 'own';
      const change = { action: 'eraseCallsTenant', target: id, before: { name } };
      const answer = await beginErasure(db, { id, name }, auditOf(viewer, change));
      if (answer !== 'other-name') return answer;
      const message = 'The tenant has another name. Give its exact name to confirm the erasure.';
      throw new RequestError('BAD_USER_INPUT', message, { argument: 'name' });
    },
  };
}

/**
 * With an idempotency key, a repeated request gets the same tenant and key again: `once` derives the same secret, and gives
 * `repeat` the stored `made`. `use` records that the idempotency key was used, and is stored with the tenant in one statement.
 * 'lost': a concurrent request has used the idempotency key, so nothing was stored, and `once` reads what that request has stored.
 */
function createTenant(
  deps: TenantDependencies,
  viewer: Viewer,
  name: string,
  idempotencyKey: string | null | undefined,
): Promise<TenantAnswer> {
  const id = newId('ten');
  const keyId = newId('key');
  const action = 'createCallsTenant';
  return once<TenantAnswer>(
    deps,
    { viewer, action, idempotencyKey, input: name },
    {
      // `repeat` splits the two ids again.
      made: `${id} ${keyId}`,
      async write(secret, use) {
        const { key, hash } = apiKeyOf(keyId, secret);
        const audit = auditOf(viewer, { action, target: id, after: { name } });
        const firstKey = { id: keyId, hash, scopes: defaultScopes('ALL') };
        const isStored = await insertTenant(deps.db, { id, name }, firstKey, audit, use);
        return isStored ? { is: 'made', id, key, replayed: false } : 'lost';
      },
      async repeat(made, secret, replayed) {
        const [madeId, madeKeyId] = made.split(' ') as [TenantId, ApiKeyId];
        return { is: 'made', id: madeId, key: apiKeyOf(madeKeyId, secret).key, replayed };
      },
    },
  );
}
