import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { FrequencyThrottle } from '../policy.ts';
import { sayDuration } from '../say-time.ts';
import { sayBlockEnd } from './blocked-caller.ts';

export function judgeFrequencyThrottle(policy: FrequencyThrottle, facts: Facts): Finding {
  const nowMs = facts.now.getTime();
  const calls = facts.recentCalls.filter((at) => at.getTime() > nowMs - policy.withinMs).length;
  const seen = {
    calls,
    withinMs: policy.withinMs,
    lastConversationAt: facts.caller.lastConversationAt?.toISOString() ?? null,
  };
  if (isBlocked(policy, facts)) {
    return rejects(policy, byDefault, `the caller is blocked ${sayBlockEnd(facts)}`, seen);
  }
  const often = `the caller rang ${times(calls)} within ${sayDuration(policy.withinMs)}`;
  if (calls < policy.calls) return passes(`${often}, fewer than ${policy.calls}`, seen);
  if (hasWritten(policy, facts)) return passes(`${often}, but has written to the line`, seen);
  const without = policy.unlessConversationWithinMs === undefined ? '' : ' without having written';
  const finding = rejects(policy, byDefault, `${often}${without}`, seen);
  if (policy.blockForMs === undefined) return finding;
  return { ...finding, asked: { ...finding.asked, blockCallerForMs: policy.blockForMs } };
}

const byDefault = { reason: 'UNWANTED' } as const;

/** A policy that blocks keeps its own word, without another policy's help, and each call does not prolong it. */
function isBlocked(policy: FrequencyThrottle, { caller, now }: Facts): boolean {
  if (policy.blockForMs === undefined || caller.blockedUntil === undefined) return false;
  return caller.blockedUntil > now;
}

function hasWritten(policy: FrequencyThrottle, { caller, now }: Facts): boolean {
  if (policy.unlessConversationWithinMs === undefined) return false;
  if (caller.lastConversationAt === undefined) return false;
  return caller.lastConversationAt.getTime() > now.getTime() - policy.unlessConversationWithinMs;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
