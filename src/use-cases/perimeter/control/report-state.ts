import { requireTenantScope } from '../../../access/require-tenant-scope.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { saveBridgeReport } from '../../../db/lines/bridge-reports.ts';
import { savePresence } from '../../../db/lines/listener-leases.ts';
import type { BridgeReport } from '../../../policies/facts.ts';
import type { BridgeWish, PresenceWish } from '../../perimeter-control.ts';
import type { ControlParts } from './control-dependencies.ts';
import { pastOrThrow } from './time-limits.ts';

export async function setPresence(
  { db, lineBook, now }: ControlParts,
  viewer: Viewer,
  { lineId, agent, state, at }: PresenceWish,
): Promise<'set' | 'not-found'> {
  const { tenantId } = viewer;
  const open = mayUseLine(viewer, lineId) ? await lineBook.byId(tenantId, lineId) : null;
  if (open === null) return 'not-found';
  const since = pastOrThrow('input.at', at, now());
  await savePresence(db, { tenantId, lineId, agent, state, at: since });
  return 'set';
}

/** A bridge is of no line: who may speak for one line may not stop the calls of the others. */
export async function reportBridge(
  { db, now }: ControlParts,
  viewer: Viewer,
  { name, state, at }: BridgeWish,
): Promise<BridgeReport> {
  requireTenantScope(viewer, 'Recording bridges are reported');
  const reportedAt = pastOrThrow('input.at', at, now());
  return saveBridgeReport(db, viewer.tenantId, { name, state, reportedAt });
}
