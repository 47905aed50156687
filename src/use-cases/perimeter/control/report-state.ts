import { auditOf } from '../../../access/audit-of.ts';
import { requireScope } from '../../../access/require-scope.ts';
import { mayUseLine, type Viewer } from '../../../access/viewer.ts';
import { saveBridgeReport } from '../../../db/lines/bridge-reports.ts';
import { savePresence } from '../../../db/lines/presence.ts';
import type { BridgeReport } from '../../../policies/facts.ts';
import type { BridgeInput, PresenceInput } from '../../perimeter-control.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { pastOrThrow } from './time-limits.ts';

/** Records since when an agent is in a state: `at`, or now if that is left out or in the future. Throws if it is over ten years ago. */
export async function setPresence(
  { db, lineCache, now }: ControlDependencies,
  viewer: Viewer,
  { lineId, agent, state, at }: PresenceInput,
): Promise<'set' | 'not-found'> {
  requireScope(viewer, 'presence:write', 'Presence is set');
  const { tenantId } = viewer;
  const loaded = mayUseLine(viewer, lineId) ? await lineCache.byId(tenantId, lineId) : null;
  if (loaded === null || loaded.line.removedAt) return 'not-found';
  const since = pastOrThrow('input.at', at, now());
  const after = { agent, state, at: since };
  const audit = auditOf(viewer, { action: 'setPhoneLinePresence', target: lineId, after });
  await savePresence(db, { tenantId, lineId, agent, state, at: since }, audit);
  return 'set';
}

/**
 * Returns the latest report of the bridge, which may be newer than this one. A bridge serves all lines of the tenant. A line-scoped key
 * cannot have `bridges:write`, because its report could reject the calls of other lines.
 */
export async function reportBridge(
  { db, now }: ControlDependencies,
  viewer: Viewer,
  { name, state, at }: BridgeInput,
): Promise<BridgeReport> {
  requireScope(viewer, 'bridges:write', 'Recording bridges are reported');
  const reportedAt = pastOrThrow('input.at', at, now());
  const report = { name, state, reportedAt };
  const change = { action: 'reportCallRecordingBridge', target: name, after: report };
  return saveBridgeReport(db, viewer.tenantId, report, auditOf(viewer, change));
}
