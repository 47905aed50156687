import { newId } from '../call/ids.ts';
import type { AuditEntry } from '../db/audit.ts';
import type { Viewer } from './viewer.ts';

interface Change {
  /** The mutation's name. */
  readonly action: string;
  /** The id of what was changed. */
  readonly target?: string;
  /** The values before and after the change, as far as there are any. */
  readonly before?: object;
  readonly after?: object;
}

/** The audit entry for a change by this principal. */
export function auditOf(viewer: Viewer, { action, target, before, after }: Change): AuditEntry {
  return {
    tenantId: viewer.tenantId,
    id: newId('aud'),
    byId: viewer.keyId,
    byName: viewer.name,
    action,
    target: target ?? null,
    before: before ?? null,
    after: after ?? null,
  };
}
