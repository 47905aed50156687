import { auditOf } from '../../access/audit-of.ts';
import { requireAllLines, requireScope } from '../../access/require-scope.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { LineId } from '../../call/ids.ts';
import {
  readLine,
  readLines,
  readLinesThatTextVia,
  type StoredLine,
  updateLine,
} from '../../db/lines/lines.ts';
import type { RemoveAnswer } from '../lines.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { type LineDependencies, publicFields } from './register-line.ts';
import { viewLine } from './view-line.ts';

/**
 * No further call of the line is recorded. Actions that were already decided are still carried out. The row stays, because the line's
 * calls refer to it.
 */
export async function removeLine(
  deps: LineDependencies,
  viewer: Viewer,
  id: LineId,
): Promise<RemoveAnswer> {
  requireScope(viewer, 'lines:write', 'Lines are configured');
  requireAllLines(viewer, 'Lines are removed');
  const outcome = await retryOnConflict(() => tryToRemove(deps, viewer, id));
  if (outcome !== 'removed') return outcome;
  const [line] = await readLines(deps.db, viewer.tenantId, [id]);
  return line ? { is: 'removed', line: viewLine(deps.lineCache, line) } : { is: 'not-found' };
}

/** 'lost': the line has changed since it was read, so `retryOnConflict` tries again. */
async function tryToRemove(
  { db, lineCache, now }: LineDependencies,
  viewer: Viewer,
  id: LineId,
): Promise<'removed' | 'lost' | Exclude<RemoveAnswer, { is: 'removed' }>> {
  const line = await readLine(db, viewer.tenantId, id);
  if (line === null) return { is: 'not-found' };
  if (line.removedAt) return 'removed';
  const by = await readLinesThatTextVia(db, viewer.tenantId, id);
  if (by.length > 0) return { is: 'in-use', by };
  // `removedAt` ends the line's event connection: the next renewal of the leases leaves the line out (`claimListenerLeases`).
  const removed: StoredLine = { ...withoutHooks(line), removedAt: now() };
  const before = publicFields(line);
  const audit = auditOf(viewer, { action: 'removePhoneLine', target: id, before });
  if (!(await updateLine(db, removed, audit))) return 'lost';
  lineCache.forget(line);
  return 'removed';
}

/** The line without its webhook URLs. */
function withoutHooks({
  hookTokenHash: _,
  previousHookTokenHash: __,
  previousHookUntil: ___,
  ...line
}: StoredLine): StoredLine {
  return line;
}
