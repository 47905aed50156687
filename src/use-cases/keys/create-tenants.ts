import { auditOf } from '../../access/audit-of.ts';
import { defaultScopes } from '../../access/default-scopes.ts';
import { RequestError } from '../../access/errors.ts';
import { newApiKey } from '../../access/keys/api-key.ts';
import { requireScope } from '../../access/require-scope.ts';
import { newId } from '../../call/ids.ts';
import type { Database } from '../../db/connection/database.ts';
import { beginErasure } from '../../db/housekeeping/erase-tenant.ts';
import { insertTenant, saveSuspended } from '../../db/tenants.ts';
import type { Tenants } from '../tenant-control.ts';

export function createTenants(db: Database): Tenants {
  return {
    async create(viewer, name) {
      requireScope(viewer, 'operator', 'Tenants are made');
      const id = newId('ten');
      const { id: keyId, key, hash } = newApiKey();
      const scopes = defaultScopes('ALL');
      const change = { action: 'createCallsTenant', target: id, after: { name } };
      await insertTenant(db, { id, name }, { id: keyId, hash, scopes }, auditOf(viewer, change));
      return { id, key };
    },
    async suspend(viewer, id, suspended) {
      requireScope(viewer, 'operator', 'Tenants are suspended');
      // After the suspension of their own tenant, operators could not end it.
      if (id === viewer.tenantId) return 'own';
      const change = { action: 'suspendCallsTenant', target: id, after: { suspended } };
      return (await saveSuspended(db, id, suspended, auditOf(viewer, change)))
        ? 'done'
        : 'not-found';
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
