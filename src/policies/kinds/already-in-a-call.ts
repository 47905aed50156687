import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { AlreadyInACall } from '../policy.ts';

export function judgeAlreadyInACall(policy: AlreadyInACall, facts: Facts): Finding {
  const { capacity } = policy;
  const { openCallsOnLine: openCalls } = facts;
  const seen = { openCalls, capacity };
  if (openCalls < capacity)
    return passes(
      `the line is below its capacity: ${openCalls} of ${capacity} calls ring or were answered`,
      seen,
    );
  const because =
    capacity === 1
      ? 'the line already has a call that rings or was answered'
      : `the line already has ${openCalls} calls that ring or were answered, and its capacity is ${capacity}`;
  return rejects(policy, { reason: 'BUSY' }, because, seen);
}
