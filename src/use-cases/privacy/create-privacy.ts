import { auditOf } from '../../access/audit-of.ts';
import type { ErasureKeys } from '../../access/erasure-keys.ts';
import { RequestError } from '../../access/errors.ts';
import { requireScope } from '../../access/require-scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Database } from '../../db/connection/database.ts';
import { eraseCaller } from '../../db/housekeeping/erase-personal-data.ts';
import { readKeepPersonalMs, saveKeepPersonalMs } from '../../db/tenants.ts';
import { readCallerRef } from '../perimeter/control/caller-ref.ts';
import type { ControlDependencies } from '../perimeter/control/control-dependencies.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import type { Privacy } from '../tenant-control.ts';

interface PrivacyDependencies extends Pick<ControlDependencies, 'addressOfJid'> {
  readonly db: Database;
  readonly erasureKeys: ErasureKeys;
}

/** As a value, an error is not retried: if a lost connection hid that the erasure succeeded, a retry would find nobody with the number. */
const asFailure = (error: unknown) => ({ is: 'failed', error }) as const;

const dayMs = 24 * 60 * 60_000;
const tenYearsMs = 3650 * dayMs;

export function createPrivacy(deps: PrivacyDependencies): Privacy {
  /** The database behind the wall between tenants, where it is up: statements see only rows of the viewer's tenant. */
  const of = ({ tenantId }: Viewer) => deps.db.ofTenant(tenantId);
  return {
    async eraseCaller(viewer, ref) {
      requireScope(viewer, 'callers:tag', 'Callers are erased');
      requireScope(viewer, 'pii:read', 'Callers are erased');
      const named = readCallerRef(deps, ref, 'caller');
      if (named.is === 'problem') return { is: 'invalid', problems: [named.problem] };
      const audit = auditOf(viewer, { action: 'eraseCaller' });
      // The key of the digests that replace the provider's ids.
      const idKey = deps.erasureKeys.current();
      const outcome = await retryOnConflict(() =>
        // Not `of(viewer)`: behind the wall, row-level security would keep the updates from finding calls and entries by their indexes.
        eraseCaller(deps.db, viewer.tenantId, named, { audit, idKey }).catch(asFailure),
      );
      if (outcome.is === 'failed') throw outcome.error;
      return outcome;
    },
    async retentionMs(viewer) {
      requireScope(viewer, 'keys:write', 'How long data is kept is read');
      return readKeepPersonalMs(of(viewer), viewer.tenantId);
    },
    async setRetentionMs(viewer, ms) {
      requireScope(viewer, 'keys:write', 'How long data is kept is set');
      if (ms !== null && !(Number.isInteger(ms) && ms >= dayMs && ms <= tenYearsMs)) {
        const message = `keepForMs: a whole number from ${dayMs} to ${tenYearsMs}, or null to keep data without a limit.`;
        throw new RequestError('BAD_USER_INPUT', message, { argument: 'keepForMs' });
      }
      const before = { keepForMs: await readKeepPersonalMs(of(viewer), viewer.tenantId) };
      const change = { action: 'setCallsRetention', target: viewer.tenantId };
      const audit = auditOf(viewer, { ...change, before, after: { keepForMs: ms } });
      await saveKeepPersonalMs(of(viewer), viewer.tenantId, ms, audit);
    },
  };
}
