import type { BridgeReport, Facts } from '../facts.ts';
import { cannotTell, type Finding, passes, rejects } from '../finding.ts';
import type { SafetyValve } from '../policy.ts';
import { sayAge, sayAgo } from '../say-time.ts';

/**
 * Rejects calls that the recording bridge, the operator's system that records calls, cannot record. If its state is not known or is out
 * of date, `whenStale` decides.
 */
export function judgeSafetyValve(policy: SafetyValve, facts: Facts): Finding {
  const report = facts.recordingBridges.find((bridge) => bridge.name === policy.bridge);
  const seen = {
    bridge: policy.bridge,
    state: report?.state ?? null,
    reportedAt: report?.reportedAt.toISOString() ?? null,
  };
  const bridge = `the recording bridge “${policy.bridge}”`;
  if (report === undefined)
    return judgeUnknown(policy, `no state of ${bridge} was reported yet`, seen);
  const ageMs = facts.now.getTime() - report.reportedAt.getTime();
  if (ageMs > policy.staleAfterMs) {
    const silence = `the last report of ${bridge} (${stateWords[report.state]}) is ${sayAge(ageMs)} old`;
    return judgeUnknown(policy, silence, seen);
  }
  const because = `${bridge} was reported ${stateWords[report.state]} ${sayAgo(ageMs)}`;
  if (report.state === 'UP') return passes(because, seen);
  return rejects(policy, byDefault, `${because}, so the call could not be recorded`, seen);
}

const byDefault = { reason: 'DECLINED' } as const;

const stateWords: Readonly<Record<BridgeReport['state'], string>> = {
  UP: 'up',
  DOWN: 'down',
  FULL: 'full',
};

function judgeUnknown(policy: SafetyValve, why: string, seen: Finding['facts']): Finding {
  const because = `${why}, so it is unknown whether the call could be recorded`;
  if (policy.whenStale === 'RING') return cannotTell(because, seen);
  return rejects(
    policy,
    byDefault,
    `${because}, and the policy is set to reject in that case`,
    seen,
  );
}
