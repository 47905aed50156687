import {
  type ConversationsWith,
  defaultCrmRememberMs,
  type Policy,
  type VipPerimeter,
} from './policy.ts';

/** The facts that are read only for certain policies. All others are read for every ring of a line that has policies. */
export interface FactsNeeded {
  /** How far back the caller's rings are read; 0 if they are not needed. */
  readonly recentCallsWithinMs: number;
  /** The CRM to ask for a caller without a tag, and the greatest age of a cached answer. */
  readonly crm?: { readonly url: string; readonly rememberMs: number };
  /** Whether a policy needs the last message to this line itself. */
  readonly conversationWithLine: boolean;
  /** Whether a policy needs the number of open calls on this line. */
  readonly openCalls: boolean;
}

const noFacts: FactsNeeded = {
  recentCallsWithinMs: 0,
  conversationWithLine: false,
  openCalls: false,
};

/** The facts that at least one of these policies needs. */
export function factsNeeded(policies: readonly Policy[]): FactsNeeded {
  return policies.reduce(addNeedsOf, noFacts);
}

function addNeedsOf(needed: FactsNeeded, policy: Policy): FactsNeeded {
  switch (policy.is) {
    case 'frequency-throttle': {
      const recentCallsWithinMs = Math.max(needed.recentCallsWithinMs, policy.withinMs);
      return addConversation({ ...needed, recentCallsWithinMs }, policy);
    }
    case 'conversation-first':
      return addConversation(needed, policy);
    case 'vip-perimeter':
      return policy.crm ? addCrm(needed, policy.crm) : needed;
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

function addConversation(
  needed: FactsNeeded,
  { conversationsWith }: { readonly conversationsWith?: ConversationsWith },
): FactsNeeded {
  return conversationsWith === 'THIS_LINE' ? { ...needed, conversationWithLine: true } : needed;
}

/** All policies of a line name the same CRM: `readPolicies` refuses others. The shortest of their `rememberMs` applies. */
function addCrm(needed: FactsNeeded, crm: NonNullable<VipPerimeter['crm']>): FactsNeeded {
  const { url, rememberMs = defaultCrmRememberMs } = crm;
  const minRememberMs = Math.min(rememberMs, needed.crm?.rememberMs ?? Infinity);
  return { ...needed, crm: { url, rememberMs: minRememberMs } };
}
