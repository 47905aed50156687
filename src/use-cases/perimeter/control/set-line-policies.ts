import { auditOf } from '../../../access/audit-of.ts';
import { requireScope } from '../../../access/require-scope.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { type LineId, newId } from '../../../call/ids.ts';
import { readLine, updateLine } from '../../../db/lines/lines.ts';
import type { Perimeter } from '../../../policies/perimeter.ts';
import { perimeterOf } from '../../lines/line-perimeter.ts';
import type { PoliciesAnswer, PoliciesInput } from '../../perimeter-control.ts';
import { retryOnConflict } from '../../retry-on-conflict.ts';
import { checkPolicies } from './check-policies.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Replaces the perimeter of a line, but not a kill switch that the input leaves out. Changes nothing if the new one has problems. */
export async function setLinePolicies(
  deps: ControlDependencies,
  viewer: Viewer,
  id: LineId,
  input: PoliciesInput,
): Promise<PoliciesAnswer> {
  requireScope(viewer, 'policies:write', 'Policies are set');
  const line = mayUseLine(viewer, id) ? await readLine(deps.db, viewer.tenantId, id) : null;
  if (line === null || line.removedAt) return { is: 'not-found' };
  const checked = await checkPolicies(deps, viewer, line, input);
  if (checked.is === 'problems') return { is: 'invalid', problems: checked.problems };
  const change = { action: 'setPhoneLinePolicies', viewer, id };
  const changed = await changePerimeter(deps, change, ({ killSwitch }) => ({
    ...checked.perimeter,
    killSwitch: input.killSwitch ?? killSwitch,
  }));
  return { is: changed === 'set' ? 'saved' : 'not-found' };
}

export async function setKillSwitch(
  deps: ControlDependencies,
  viewer: Viewer,
  id: LineId,
  on: boolean,
): Promise<'set' | 'not-found'> {
  requireScope(viewer, 'policies:write', 'The kill switch is set');
  if (!mayUseLine(viewer, id)) return 'not-found';
  const change = { action: 'setPhoneLineKillSwitch', viewer, id };
  return changePerimeter(deps, change, (perimeter) => ({ ...perimeter, killSwitch: on }));
}

interface PerimeterChange {
  readonly action: string;
  readonly viewer: Viewer;
  readonly id: LineId;
}

/**
 * Changes the perimeter only if the line has not changed since it was read (`updateLine`), so that the audit log shows the
 * perimeter that was replaced.
 */
function changePerimeter(
  { db, lineCache }: ControlDependencies,
  { action, viewer, id }: PerimeterChange,
  change: (perimeter: Perimeter) => Perimeter,
): Promise<'set' | 'not-found'> {
  // One id for all rounds: after a lost connection the change may have been made, and it is logged once.
  const auditId = newId('aud');
  return retryOnConflict(async () => {
    const line = await readLine(db, viewer.tenantId, id);
    if (line === null || line.removedAt) return 'not-found';
    const before = perimeterOf(line);
    const after = change(before);
    const audit = { ...auditOf(viewer, { action, target: id, before, after }), id: auditId };
    const isSaved = await updateLine(db, { ...line, perimeter: after }, audit);
    if (!isSaved) return 'lost';
    lineCache.forget(line);
    return 'set';
  });
}
