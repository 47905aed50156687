import { auditOf } from '../../../access/audit-of.ts';
import { requireScope } from '../../../access/require-scope.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { type AuditId, type LineId, newId } from '../../../call/ids.ts';
import { readLine, updateLine } from '../../../db/lines/lines.ts';
import { setPerimeter } from '../../../db/lines/set-perimeter.ts';
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
  if (!mayUseLine(viewer, id)) return { is: 'not-found' };
  // One id for all rounds: after a lost connection the change may have been made, and it is logged once.
  const auditId = newId('aud');
  return retryOnConflict(() => tryToSetPolicies(deps, { viewer, id, auditId }, input));
}

/** 'lost': the line has changed since it was read, or `textVia` was removed since it was checked. */
async function tryToSetPolicies(
  deps: ControlDependencies,
  { viewer, id, auditId }: Change,
  input: PoliciesInput,
): Promise<PoliciesAnswer | 'lost'> {
  const line = await readLine(deps.db, viewer.tenantId, id);
  if (line === null || line.removedAt) return { is: 'not-found' };
  const checked = await checkPolicies(deps, viewer, line, input);
  if (checked.is === 'problems') return { is: 'invalid', problems: checked.problems };
  const before = perimeterOf(line);
  const after = { ...checked.perimeter, killSwitch: input.killSwitch ?? before.killSwitch };
  const change = { action: 'setPhoneLinePolicies', target: id, before, after };
  const audit = { ...auditOf(viewer, change), id: auditId };
  const next = { ...line, perimeter: after };
  if (!(await setPerimeter(deps.db, next, after.textVia, audit))) return 'lost';
  deps.lineCache.forget(line);
  return { is: 'saved' };
}

export async function setKillSwitch(
  deps: ControlDependencies,
  viewer: Viewer,
  id: LineId,
  on: boolean,
): Promise<'set' | 'not-found'> {
  requireScope(viewer, 'policies:write', 'The kill switch is set');
  if (!mayUseLine(viewer, id)) return 'not-found';
  const auditId = newId('aud');
  return retryOnConflict(() => tryToSetKillSwitch(deps, { viewer, id, auditId }, on));
}

interface Change {
  readonly viewer: Viewer;
  readonly id: LineId;
  readonly auditId: AuditId;
}

/**
 * Changes the perimeter only if the line has not changed since it was read (`updateLine`), so that the audit log shows the
 * perimeter that was replaced.
 */
async function tryToSetKillSwitch(
  { db, lineCache }: ControlDependencies,
  { viewer, id, auditId }: Change,
  on: boolean,
): Promise<'set' | 'not-found' | 'lost'> {
  const line = await readLine(db, viewer.tenantId, id);
  if (line === null || line.removedAt) return 'not-found';
  const before = perimeterOf(line);
  const after: Perimeter = { ...before, killSwitch: on };
  const change = { action: 'setPhoneLineKillSwitch', target: id, before, after };
  const audit = { ...auditOf(viewer, change), id: auditId };
  if (!(await updateLine(db, { ...line, perimeter: after }, audit))) return 'lost';
  lineCache.forget(line);
  return 'set';
}
