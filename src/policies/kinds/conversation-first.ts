import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { ConversationFirst } from '../policy.ts';
import { sayAgo, sayAgoBeyond, sayDuration } from '../say-time.ts';
import { lastConversation, notKnownToHaveWritten, sayLines } from './last-conversation.ts';

export function judgeConversationFirst(policy: ConversationFirst, facts: Facts): Finding {
  const last = lastConversation(policy, facts);
  if (last === undefined) {
    const because = `the caller ${notKnownToHaveWritten(policy)}`;
    return rejects(policy, byDefault, because, { lastConversationAt: null });
  }
  const seen = { lastConversationAt: last.toISOString() };
  const age = facts.now.getTime() - last.getTime();
  const wrote = `the caller last wrote to ${sayLines(policy)}`;
  if (age <= policy.withinMs) return passes(`${wrote} ${sayAgo(age)}`, seen);
  // Rounded so that it stays beyond the limit: `25 hours ago` and not `1 day ago` for a limit of 1 day.
  const ago = sayAgoBeyond(age, policy.withinMs);
  const because = `${wrote} ${ago}, which is not within ${sayDuration(policy.withinMs)}`;
  return rejects(policy, byDefault, because, seen);
}

const byDefault = { reason: 'DECLINED' } as const;
