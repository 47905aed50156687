import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { AlreadyInACall } from '../policy.ts';

export function judgeAlreadyInACall(policy: AlreadyInACall, facts: Facts): Finding {
  const { capacity } = policy;
  const open = facts.openCallsOnLine;
  const seen = { openCalls: open, capacity };
  if (open < capacity)
    return passes(
      `the line is below its capacity: ${open} of ${capacity} calls ring or were answered`,
      seen,
    );
  const because =
    capacity === 1
      ? 'the line already has a call that rings or was answered'
      : `the line already has ${open} calls that ring or were answered, and its capacity is ${capacity}`;
  return rejects(policy, { reason: 'BUSY' }, because, seen);
}
