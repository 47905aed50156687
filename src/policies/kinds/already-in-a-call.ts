import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { AlreadyInACall } from '../policy.ts';

export function judgeAlreadyInACall(policy: AlreadyInACall, facts: Facts): Finding {
  const { capacity } = policy;
  const open = facts.openCallsOnLine;
  const seen = { openCalls: open, capacity };
  if (open < capacity) return passes(`the line has room: ${open} of ${capacity} calls`, seen);
  const because =
    capacity === 1
      ? 'the line is already in a call'
      : `the line is already in ${open} calls, and ${capacity} is all it can have`;
  return rejects(policy, { reason: 'BUSY' }, because, seen);
}
