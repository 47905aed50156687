import type { CursorSeal } from '../../access/cursor-seal.ts';
import { requireScope } from '../../access/require-scope.ts';
import { readAudit } from '../../db/audit.ts';
import type { Database } from '../../db/connection/database.ts';
import { isGiven, listCursors, pageOf } from '../pages.ts';
import type { Audit } from '../tenant-control.ts';

export function createAudit(db: Database, cursorSeal: CursorSeal): Audit {
  return {
    async log(viewer, { target, action, principalId }, page) {
      // Only those who may make keys read what all keys have done.
      requireScope(viewer, 'keys:write', 'The audit log is read');
      // An entry of the log is a change.
      const cursors = listCursors(cursorSeal, 'change', viewer);
      const [after = null] = isGiven(page.after) ? cursors.decodeOrThrow(page.after) : [];
      const filter = {
        ...(target && { target }),
        ...(action && { action }),
        ...(principalId && { byId: principalId }),
      };
      const changes = await readAudit(
        db.ofTenant(viewer.tenantId),
        viewer.tenantId,
        filter,
        after,
        // One more shows whether there is a next page.
        page.first + 1,
      );
      return pageOf(changes, page, ({ id }) => cursors.encode([id]));
    },
  };
}
