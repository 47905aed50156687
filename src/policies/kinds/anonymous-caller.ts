import type { CallerFacts, CallFacts, Facts } from '../facts.ts';
import { cannotTell, type Finding, passes, rejects } from '../finding.ts';
import type { Anonymity, AnonymousCaller } from '../policy.ts';

export function judgeAnonymousCaller(
  policy: AnonymousCaller,
  call: CallFacts,
  facts: Facts,
): Finding {
  const anonymity = anonymityOf(call, facts.caller);
  const seen = { anonymity: anonymity ?? null };
  if (anonymity === undefined)
    return passes(
      call.callerIsGroup
        ? 'the caller is a group, which hides no phone number'
        : "the caller's phone number is known",
      seen,
    );
  if (anonymity === 'WITHHELD' && facts.caller.isUnclear)
    return cannotTell(
      "the provider names several numbers, and which one is the caller's cannot be told",
      { anonymity: null },
    );
  const because = reasons[anonymity];
  if (!policy.who.includes(anonymity)) return passes(`${because}, which the policy allows`, seen);
  return rejects(policy, { reason: 'DECLINED' }, because, seen);
}

/** A LID is the id under which WhatsApp hides a caller's number. */
const reasons: Readonly<Record<Anonymity, string>> = {
  LID_ONLY: 'the caller is known by a LID only, without a phone number',
  WITHHELD: 'neither a phone number nor a LID of the caller is known',
};

function anonymityOf(call: CallFacts, caller: CallerFacts): Anonymity | undefined {
  if (caller.phone !== undefined || call.callerIsGroup) return undefined;
  const hasLid = caller.addresses.some((address) => address.startsWith('lid:'));
  return hasLid ? 'LID_ONLY' : 'WITHHELD';
}
