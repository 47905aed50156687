import { requireTenantScope } from '../../../access/require-tenant-scope.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { saveBridgeReport } from '../../../db/lines/bridge-reports.ts';
import { savePresence } from '../../../db/lines/presence.ts';
import type { BridgeReport } from '../../../policies/facts.ts';
import type { BridgeWish, PresenceWish } from '../../perimeter-control.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { pastOrThrow } from './time-limits.ts';

export async function setPresence(
  { db, lineCache, now }: ControlDependencies,
  viewer: Viewer,
  { lineId, agent, state, at }: PresenceWish,
): Promise<'set' | 'not-found'> {
  const { tenantId } = viewer;
  const loaded = mayUseLine(viewer, lineId) ? await lineCache.byId(tenantId, lineId) : null;
  if (loaded === null) return 'not-found';
  const since = pastOrThrow('input.at', at, now());
  await savePresence(db, { tenantId, lineId, agent, state, at: since });
  return 'set';
}

/** A bridge serves all lines, so a line-scoped key may not report it: that could stop the calls of other lines. */
export async function reportBridge(
  { db, now }: ControlDependencies,
  viewer: Viewer,
  { name, state, at }: BridgeWish,
): Promise<BridgeReport> {
  requireTenantScope(viewer, 'Recording bridges are reported');
  const reportedAt = pastOrThrow('input.at', at, now());
  return saveBridgeReport(db, viewer.tenantId, { name, state, reportedAt });
}
