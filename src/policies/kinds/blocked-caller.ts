import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { BlockedCaller } from '../policy.ts';
import { sayDate, sayTime } from '../say-time.ts';

export function judgeBlockedCaller(policy: BlockedCaller, facts: Facts): Finding {
  const until = facts.caller.blockedUntil;
  if (until === undefined) return passes('the caller is not blocked', { blockedUntil: null });
  const seen = { blockedUntil: until.toISOString() };
  const when = sayBlockEnd(facts);
  if (until <= facts.now) return passes(`the caller was blocked ${when}, which is over`, seen);
  return rejects(policy, { reason: 'UNWANTED' }, `the caller is blocked ${when}`, seen);
}

const forGoodMs = 100 * 365 * 86_400_000;

/** A weekday says enough for what is near. */
export function sayBlockEnd({ caller, now, line }: Facts): string {
  const until = caller.blockedUntil ?? now;
  const away = until.getTime() - now.getTime();
  if (away > forGoodMs) return 'for good';
  const isNear = Math.abs(away) < 6 * 86_400_000;
  return `until ${isNear ? sayTime(until, line.timeZone) : sayDate(until, line.timeZone)}`;
}
