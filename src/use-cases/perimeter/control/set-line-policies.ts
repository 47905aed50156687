import { requireTenantScope } from '../../../access/require-tenant-scope.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { LineId, TenantId } from '../../../call/ids.ts';
import { readLine, updateLine } from '../../../db/lines/lines.ts';
import type { Perimeter } from '../../../policies/perimeter.ts';
import { perimeterOf } from '../../lines/line-perimeter.ts';
import type { PoliciesAnswer, PoliciesWish } from '../../perimeter-control.ts';
import { retryOnConflict } from '../../retry-on-conflict.ts';
import { checkPolicies } from './check-policies.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Replaces a line's perimeter as a whole, or not at all. */
export async function setLinePolicies(
  deps: ControlDependencies,
  viewer: Viewer,
  id: LineId,
  wish: PoliciesWish,
): Promise<PoliciesAnswer> {
  requireTenantScope(viewer, 'Policies are set');
  const { tenantId } = viewer;
  const line = await readLine(deps.db, tenantId, id);
  if (line === null) return { is: 'not-found' };
  const checked = await checkPolicies(deps, line, wish);
  if (checked.is === 'problems') return { is: 'invalid', problems: checked.problems };
  const changed = await changePerimeter(deps, tenantId, id, ({ killSwitch }) => ({
    ...checked.perimeter,
    killSwitch: wish.killSwitch ?? killSwitch,
  }));
  return { is: changed === 'set' ? 'saved' : 'not-found' };
}

export function setKillSwitch(
  deps: ControlDependencies,
  viewer: Viewer,
  id: LineId,
  on: boolean,
): Promise<'set' | 'not-found'> {
  requireTenantScope(viewer, 'The kill switch is set');
  return changePerimeter(deps, viewer.tenantId, id, (perimeter) => ({
    ...perimeter,
    killSwitch: on,
  }));
}

function changePerimeter(
  { db, lineCache }: ControlDependencies,
  tenantId: TenantId,
  id: LineId,
  change: (perimeter: Perimeter) => Perimeter,
): Promise<'set' | 'not-found'> {
  return retryOnConflict(async () => {
    const line = await readLine(db, tenantId, id);
    if (line === null) return 'not-found';
    const isSaved = await updateLine(db, { ...line, perimeter: change(perimeterOf(line)) });
    if (!isSaved) return 'lost';
    lineCache.forget(line);
    return 'set';
  });
}
