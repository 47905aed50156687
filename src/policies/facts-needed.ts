import {
  type ConversationsWith,
  defaultCrmRememberMs,
  type Policy,
  type VipPerimeter,
} from './policy.ts';

/** What has to be read or asked before a line's policies can decide, beside what is always read. */
export interface FactsNeeded {
  /** How far back to look for the caller's rings; 0: not at all. */
  readonly recentCallsWithinMs: number;
  /** To be asked when the caller bears no tag; what it said so long ago counts still. */
  readonly crm?: { readonly url: string; readonly rememberMs: number };
  /** When the caller last wrote to this very line. */
  readonly conversationWithLine: boolean;
}

const nothing: FactsNeeded = { recentCallsWithinMs: 0, conversationWithLine: false };

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

/** A line asks one CRM; the policy that trusts old answers least decides how old they may be. */
function alsoAsk(needed: FactsNeeded, crm: NonNullable<VipPerimeter['crm']>): FactsNeeded {
  const { url, rememberMs = defaultCrmRememberMs } = crm;
  const least = Math.min(rememberMs, needed.crm?.rememberMs ?? Infinity);
  return { ...needed, crm: { url, rememberMs: least } };
}
