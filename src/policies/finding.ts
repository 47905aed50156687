import type { RejectReason } from '../call/rejection.ts';
import type { Cause, FactsSeen } from './decision.ts';
import type { Policy } from './policy.ts';

/**
 * What one policy finds about a call. `because` continues a sentence after that word. `asked` is what the policy asks for, such as
 * the reason of a rejection. It takes effect only if this finding decides about the call.
 */
export type Finding = Pick<Cause, 'verdict' | 'because' | 'facts' | 'asked'>;

/**
 * The finding of a policy that rejects the call. `byDefault` applies where the policy sets no reason or copy. If `byDefault` names
 * no copy either, the copy has the key of the policy's kind.
 */
export function rejects(
  policy: Policy,
  byDefault: { readonly reason: RejectReason; readonly copyKey?: string },
  because: string,
  facts: FactsSeen,
): Finding {
  const reason = policy.reason ?? byDefault.reason;
  const copyKey = policy.copyKey ?? byDefault.copyKey ?? policy.is;
  return { verdict: 'rejects', because, facts, asked: { reason, copyKey } };
}

/** The finding of a policy that finds no reason against the call. */
export function passes(because: string, facts: FactsSeen): Finding {
  return { verdict: 'passes', because, facts };
}

/** The finding of a policy that lacks a fact and does not reject the call in that case. */
export function cannotTell(because: string, facts: FactsSeen): Finding {
  return { verdict: 'cannot-tell', because, facts };
}
