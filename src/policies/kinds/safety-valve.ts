import type { BridgeReport, Facts } from '../facts.ts';
import { cannotTell, type Finding, passes, rejects } from '../finding.ts';
import type { SafetyValve } from '../policy.ts';
import { sayDuration } from '../say-time.ts';

export function judgeSafetyValve(policy: SafetyValve, facts: Facts): Finding {
  const report = facts.recordingBridges.find((bridge) => bridge.name === policy.bridge);
  const seen = {
    bridge: policy.bridge,
    state: report?.state ?? null,
    reportedAt: report?.reportedAt.toISOString() ?? null,
  };
  const bridge = `the recording bridge "${policy.bridge}"`;
  const unknown = whyUnknown(policy, report, facts.now);
  if (unknown !== undefined && policy.whenStale === 'RING') {
    return cannotTell(`${bridge} ${unknown}, and the policy says to let it ring then`, seen);
  }
  if (unknown !== undefined) {
    return rejects(policy, byDefault, `${bridge} ${unknown}: it may be down`, seen);
  }
  if (report?.state === 'UP') return passes(`${bridge} is up`, seen);
  const trouble = report?.state === 'FULL' ? 'full' : 'down';
  return rejects(policy, byDefault, `${bridge} is ${trouble}: it could not be recorded`, seen);
}

const byDefault = { reason: 'DECLINED' } as const;

function whyUnknown(
  policy: SafetyValve,
  report: BridgeReport | undefined,
  now: Date,
): string | undefined {
  if (report === undefined) return 'has never reported';
  const age = now.getTime() - report.reportedAt.getTime();
  if (age <= policy.staleAfterMs) return undefined;
  return `has not reported for ${sayDuration(Math.floor(age / 1000) * 1000)}`;
}
