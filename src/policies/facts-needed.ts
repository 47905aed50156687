import type { Policy } from './policy.ts';

/** What has to be read or asked before a line's policies can decide, beside what is always read. */
export interface FactsNeeded {
  /** How far back to look for the caller's rings; 0: not at all. */
  readonly recentCallsWithinMs: number;
  /** To be asked when the caller bears no tag. */
  readonly crmUrl?: string;
}

const nothing: FactsNeeded = { recentCallsWithinMs: 0 };

export function factsNeeded(policies: readonly Policy[]): FactsNeeded {
  return policies.reduce(alsoFor, nothing);
}

function alsoFor(needed: FactsNeeded, policy: Policy): FactsNeeded {
  switch (policy.is) {
    case 'frequency-throttle': {
      const longest = Math.max(needed.recentCallsWithinMs, policy.withinMs);
      return { ...needed, recentCallsWithinMs: longest };
    }
    case 'vip-perimeter':
      return policy.crm ? { ...needed, crmUrl: policy.crm.url } : needed;
    case 'already-in-a-call':
    case 'presence':
    case 'safety-valve':
    case 'bypass':
    case 'blocked-caller':
    case 'quiet-hours':
    case 'conversation-first':
    case 'anonymous-caller':
      return needed;
  }
}
