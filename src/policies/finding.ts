import type { RejectReason } from '../call/rejection.ts';
import type { Cause, FactsSeen } from './decision.ts';
import type { Policy } from './policy.ts';

/** What one policy finds; `because` reads on after that word. */
export type Finding = Pick<Cause, 'verdict' | 'because' | 'facts' | 'asked'>;

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

export function passes(because: string, facts: FactsSeen): Finding {
  return { verdict: 'passes', because, facts };
}

/** It could not know, and its operator chose that the call rings then: the decision's sentence adds that choice. */
export function cannotTell(because: string, facts: FactsSeen): Finding {
  return { verdict: 'cannot-tell', because, facts };
}
