import type { Block } from '../../call/known-caller.ts';
import { isPermanent } from '../../call/permanent-block.ts';
import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import type { BlockedCaller } from '../policy.ts';
import { sayWhen } from '../say-time.ts';

export function judgeBlockedCaller(policy: BlockedCaller, facts: Facts): Finding {
  const until = facts.caller.blockedUntil;
  if (until === undefined) return passes('the caller is not blocked', { blockedUntil: null });
  const seen: Finding['facts'] = isPermanent(until)
    ? { blockedForGood: true }
    : { blockedUntil: until.toISOString() };
  if (until <= facts.now) {
    return passes(`the block of the caller ended ${sayEnd(facts, until)}`, seen);
  }
  return rejects(policy, { reason: 'UNWANTED' }, sayBlock(facts, until), seen);
}

/** The words after "because". `block`, which names the origin, is missing for a block that an earlier release recorded. */
export function sayBlock(facts: Facts, until: Date): string {
  const end = isPermanent(until) ? 'permanently' : `until ${sayEnd(facts, until)}`;
  const { block } = facts.caller;
  return `the caller is blocked ${end}${block ? sayWho(block) : ''}`;
}

function sayEnd({ now, line }: Facts, until: Date): string {
  return sayWhen(until, now, line.timeZone);
}

function sayWho({ by, because }: Block): string {
  if (by.kind === 'POLICY') {
    return ` by the policy “${by.name}”${because === undefined ? '' : `, because ${because}`}`;
  }
  const reason = because === undefined ? 'who gave no reason' : `who gave the reason “${because}”`;
  return ` by the API key “${by.name}”, ${reason}`;
}
