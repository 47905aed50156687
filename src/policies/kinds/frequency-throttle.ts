import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { FrequencyThrottle } from '../policy.ts';
import { sayAgo, sayAgoBeyond, sayDuration } from '../say-time.ts';
import { sayBlock } from './blocked-caller.ts';
import { lastConversation, notKnownToHaveWritten, sayLines } from './last-conversation.ts';

export function judgeFrequencyThrottle(policy: FrequencyThrottle, facts: Facts): Finding {
  const since = countingSince(policy, facts);
  // With the call that rings now.
  const calls = facts.recentCalls.filter((at) => at > since).length;
  const last = lastConversation(policy, facts);
  const seen = {
    calls,
    withinMs: policy.withinMs,
    lastConversationAt: last?.toISOString() ?? null,
  };
  const blockedUntil = endOfBlock(policy, facts);
  if (blockedUntil) return rejects(policy, byDefault, sayBlock(facts, blockedUntil), seen);
  const often = `the caller rang this line ${times(calls)} within ${sayDuration(policy.withinMs)}${sayCountedSince(since, facts)}`;
  if (calls < policy.calls) return passes(`${often}, fewer than ${policy.calls}`, seen);
  if (last !== undefined && isExempt(policy, last, facts.now)) {
    const ago = sayAgo(facts.now.getTime() - last.getTime());
    return passes(`${often}, but last wrote to ${sayLines(policy)} ${ago}`, seen);
  }
  const because = `${often}${sayNotExempt(policy, last, facts.now)}`;
  const finding = rejects(policy, byDefault, because, seen);
  if (policy.blockForMs === undefined) return finding;
  // `asked` holds what is done if this finding decides about the call.
  return { ...finding, asked: { ...finding.asked, blockCallerForMs: policy.blockForMs } };
}

const byDefault = { reason: 'UNWANTED' } as const;

/** An operator's unblock resets the count. Otherwise the caller's next call would block the caller again. */
function countingSince({ withinMs }: FrequencyThrottle, { now, caller }: Facts): Date {
  const windowStart = new Date(now.getTime() - withinMs);
  const { unblockedAt } = caller;
  return unblockedAt && unblockedAt > windowStart ? unblockedAt : windowStart;
}

/** `since` is the very date of the unblock if `countingSince` returned that. */
function sayCountedSince(since: Date, { caller }: Facts): string {
  return since === caller.unblockedAt ? ' (counted since the caller was unblocked)' : '';
}

/**
 * Returns the end of a block that has not ended. A policy with `blockForMs` enforces its block itself, even if the line
 * has no `blocked-caller` policy. A call during the block does not prolong it.
 */
function endOfBlock(policy: FrequencyThrottle, { caller, now }: Facts): Date | undefined {
  const { blockedUntil } = caller;
  if (policy.blockForMs === undefined || blockedUntil === undefined) return undefined;
  return blockedUntil > now ? blockedUntil : undefined;
}

/** Whether the caller's last message exempts the caller from the throttle. */
function isExempt(policy: FrequencyThrottle, last: Date, now: Date): boolean {
  if (policy.unlessEverWritten) return true;
  const { unlessConversationWithinMs } = policy;
  if (unlessConversationWithinMs === undefined) return false;
  return last.getTime() > now.getTime() - unlessConversationWithinMs;
}

function sayNotExempt(policy: FrequencyThrottle, last: Date | undefined, now: Date): string {
  const { unlessConversationWithinMs: withinMs, unlessEverWritten } = policy;
  if (withinMs === undefined && !unlessEverWritten) return '';
  // Without `withinMs` every caller who is known to have written is exempt, so this caller is not known to have.
  if (last === undefined || withinMs === undefined) return ` and ${notKnownToHaveWritten(policy)}`;
  // `sayAgo` might round the time down to `withinMs`.
  const ago = sayAgoBeyond(now.getTime() - last.getTime(), withinMs);
  return ` and last wrote to ${sayLines(policy)} ${ago}, which is not within ${sayDuration(withinMs)}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
