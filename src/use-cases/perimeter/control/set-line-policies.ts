import { requireTenantScope } from '../../../access/require-tenant-scope.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { LineId, TenantId } from '../../../call/ids.ts';
import { readLine, updateLine } from '../../../db/lines/lines.ts';
import type { Perimeter } from '../../../policies/perimeter.ts';
import { perimeterOf } from '../../lines/line-perimeter.ts';
import type { PoliciesAnswer, PoliciesWish } from '../../perimeter-control.ts';
import { untilRecorded } from '../../retry-on-conflict.ts';
import { checkPolicies } from './check-policies.ts';
import type { ControlParts } from './control-dependencies.ts';

/** Replaces all that a line does by itself, or nothing of it. */
export async function setLinePolicies(
  parts: ControlParts,
  viewer: Viewer,
  id: LineId,
  wish: PoliciesWish,
): Promise<PoliciesAnswer> {
  requireTenantScope(viewer, 'Policies are set');
  const { tenantId } = viewer;
  const line = await readLine(parts.db, tenantId, id);
  if (line === null) return { is: 'not-found' };
  const checked = await checkPolicies(parts, line, wish);
  if (checked.is === 'problems') return { is: 'invalid', problems: checked.problems };
  const changed = await changePerimeter(parts, tenantId, id, ({ killSwitch }) => ({
    ...checked.perimeter,
    killSwitch: wish.killSwitch ?? killSwitch,
  }));
  return { is: changed === 'set' ? 'saved' : 'not-found' };
}

export function setKillSwitch(
  parts: ControlParts,
  viewer: Viewer,
  id: LineId,
  on: boolean,
): Promise<'set' | 'not-found'> {
  requireTenantScope(viewer, 'The kill switch is set');
  return changePerimeter(parts, viewer.tenantId, id, (perimeter) => ({
    ...perimeter,
    killSwitch: on,
  }));
}

function changePerimeter(
  { db, lineBook }: ControlParts,
  tenantId: TenantId,
  id: LineId,
  change: (perimeter: Perimeter) => Perimeter,
): Promise<'set' | 'not-found'> {
  return untilRecorded(async () => {
    const line = await readLine(db, tenantId, id);
    if (line === null) return 'not-found';
    const isSaved = await updateLine(db, { ...line, perimeter: change(perimeterOf(line)) });
    if (!isSaved) return 'lost';
    lineBook.forget(line);
    return 'set';
  });
}
