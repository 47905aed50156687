import type { Policy } from './policy.ts';

/** What has to be read before a line's policies can decide. What is not needed may be left empty. */
export interface FactsNeeded {
  /** How far back to look for the caller's rings; 0: not at all. */
  readonly recentCallsWithinMs: number;
  readonly openCalls: boolean;
  readonly presence: boolean;
  readonly recordingBridges: readonly string[];
  /** To be asked when the caller bears no tag. */
  readonly crmUrl?: string;
}

const nothing: FactsNeeded = {
  recentCallsWithinMs: 0,
  openCalls: false,
  presence: false,
  recordingBridges: [],
};

export function factsNeeded(policies: readonly Policy[]): FactsNeeded {
  return policies.reduce(alsoFor, nothing);
}

function alsoFor(needed: FactsNeeded, policy: Policy): FactsNeeded {
  switch (policy.is) {
    case 'frequency-throttle': {
      const longest = Math.max(needed.recentCallsWithinMs, policy.withinMs);
      return { ...needed, recentCallsWithinMs: longest };
    }
    case 'already-in-a-call':
      return { ...needed, openCalls: true };
    case 'presence':
      return { ...needed, presence: true };
    case 'safety-valve': {
      const names = new Set([...needed.recordingBridges, policy.bridge]);
      return { ...needed, recordingBridges: [...names] };
    }
    case 'vip-perimeter':
      return policy.crm ? { ...needed, crmUrl: policy.crm.url } : needed;
    case 'bypass':
    case 'blocked-caller':
    case 'quiet-hours':
    case 'conversation-first':
    case 'anonymous-caller':
      return needed;
  }
}
