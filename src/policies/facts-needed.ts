import {
  type ConversationsWith,
  defaultCrmRememberMs,
  type Policy,
  type VipPerimeter,
} from './policy.ts';

/** The facts that depend on a line's policies; all others are read for every ring. */
export interface FactsNeeded {
  /** How far back to read the caller's rings; 0: none. */
  readonly recentCallsWithinMs: number;
  /** The CRM to ask for a caller without a tag, and the greatest age of a cached answer. */
  readonly crm?: { readonly url: string; readonly rememberMs: number };
  /** Whether a policy needs the last message to this line itself. */
  readonly conversationWithLine: boolean;
  /** Whether a policy needs the number of open calls on this line. */
  readonly openCalls: boolean;
}

const nothing: FactsNeeded = {
  recentCallsWithinMs: 0,
  conversationWithLine: false,
  openCalls: false,
};

export function factsNeeded(policies: readonly Policy[]): FactsNeeded {
  return policies.reduce(alsoFor, nothing);
}

function alsoFor(needed: FactsNeeded, policy: Policy): FactsNeeded {
  switch (policy.is) {
    case 'frequency-throttle': {
      const longest = Math.max(needed.recentCallsWithinMs, policy.withinMs);
      return alsoWithLine({ ...needed, recentCallsWithinMs: longest }, policy);
    }
    case 'conversation-first':
      return alsoWithLine(needed, policy);
    case 'vip-perimeter':
      return policy.crm ? alsoAsk(needed, policy.crm) : needed;
    case 'already-in-a-call':
      return { ...needed, openCalls: true };
    case 'presence':
    case 'safety-valve':
    case 'bypass':
    case 'blocked-caller':
    case 'quiet-hours':
    case 'anonymous-caller':
      return needed;
  }
}

function alsoWithLine(
  needed: FactsNeeded,
  { conversationsWith }: { readonly conversationsWith?: ConversationsWith },
): FactsNeeded {
  return conversationsWith === 'THIS_LINE' ? { ...needed, conversationWithLine: true } : needed;
}

/** A line asks one CRM. Of several policies, the shortest `rememberMs` applies. */
function alsoAsk(needed: FactsNeeded, crm: NonNullable<VipPerimeter['crm']>): FactsNeeded {
  const { url, rememberMs = defaultCrmRememberMs } = crm;
  const least = Math.min(rememberMs, needed.crm?.rememberMs ?? Infinity);
  return { ...needed, crm: { url, rememberMs: least } };
}
