import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { ConversationFirst } from '../policy.ts';
import { sayDuration } from '../say-time.ts';

const dayMs = 86_400_000;

export function judgeConversationFirst(policy: ConversationFirst, facts: Facts): Finding {
  const last = facts.caller.lastConversationAt;
  if (last === undefined) {
    const because = 'the caller has never written to the line';
    return rejects(policy, byDefault, because, { lastConversationAt: null });
  }
  const seen = { lastConversationAt: last.toISOString() };
  const days = Math.max(0, Math.floor((facts.now.getTime() - last.getTime()) / dayMs));
  const ago = days === 0 ? 'within the last day' : `${sayDuration(days * dayMs)} ago`;
  const limitMs = policy.withinDays * dayMs;
  if (facts.now.getTime() - last.getTime() <= limitMs) {
    return passes(`the caller last wrote ${ago}`, seen);
  }
  const because = `the caller last wrote ${ago}, and only the last ${sayDuration(limitMs)} count`;
  return rejects(policy, byDefault, because, seen);
}

const byDefault = { reason: 'DECLINED' } as const;
