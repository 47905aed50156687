import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId } from '../call/ids.ts';
import type { RejectReason } from '../call/rejection.ts';
import type { OpeningHours } from './opening-hours.ts';

export const modes = ['ENFORCE', 'OBSERVE'] as const;
/** An observing policy decides and is recorded, and nothing is done about it. */
export type Mode = (typeof modes)[number];

export const fallbacks = ['RING', 'REJECT'] as const;
/** What to do when a policy cannot know what it has to know. */
export type Fallback = (typeof fallbacks)[number];

export type Policy =
  | Bypass
  | BlockedCaller
  | VipPerimeter
  | QuietHours
  | FrequencyThrottle
  | ConversationFirst
  | SafetyValve
  | Presence
  | AlreadyInACall
  | AnonymousCaller;

export type PolicyKind = Policy['is'];

interface Common {
  readonly mode: Mode;
  /** What its operator calls it. */
  readonly name?: string;
  readonly reason?: RejectReason;
  /** Which copy the caller gets; left out, the copy of the policy's kind. */
  readonly copyKey?: string;
}

/** These callers always ring, whatever the other policies say and wherever in the list this one stands. */
export interface Bypass extends Common {
  readonly is: 'bypass';
  readonly addresses: readonly CallerAddress[];
  readonly callerIds: readonly CallerId[];
}

export interface BlockedCaller extends Common {
  readonly is: 'blocked-caller';
}

export const defaultCrmRememberMs = 5 * 60_000;

/** Only these tiers ring. */
export interface VipPerimeter extends Common {
  readonly is: 'vip-perimeter';
  readonly tiers: readonly string[];
  readonly crm?: {
    readonly url: string;
    readonly whenSilent: Fallback;
    /** Left out: `defaultCrmRememberMs`. */
    readonly rememberMs?: number;
  };
}

export interface QuietHours extends Common {
  readonly is: 'quiet-hours';
  readonly hours: OpeningHours;
}

export const conversationsWith = ['ANY_LINE', 'THIS_LINE'] as const;
/** To which lines a caller has to have written; left out: to any of the tenant's. */
export type ConversationsWith = (typeof conversationsWith)[number];

/** The `calls`-th call to the line within the time is the first to be rejected. */
export interface FrequencyThrottle extends Common {
  readonly is: 'frequency-throttle';
  readonly calls: number;
  readonly withinMs: number;
  /** At most one of the two; neither: everybody is throttled. */
  readonly unlessConversationWithinMs?: number;
  readonly unlessEverWritten?: true;
  readonly conversationsWith?: ConversationsWith;
  readonly blockForMs?: number;
}

/** Only callers who have written lately ring. */
export interface ConversationFirst extends Common {
  readonly is: 'conversation-first';
  readonly withinMs: number;
  readonly conversationsWith?: ConversationsWith;
}

/** No call that could not be recorded. */
export interface SafetyValve extends Common {
  readonly is: 'safety-valve';
  readonly bridge: string;
  readonly healthUrl?: string;
  readonly staleAfterMs: number;
  readonly whenStale: Fallback;
}

export const busyAnswers = ['RING_AND_TEXT', 'RING', 'REJECT'] as const;

/** Nobody online: rejected. `reason` and `copyKey` are for that; being busy has a copy of its own. */
export interface Presence extends Common {
  readonly is: 'presence';
  readonly whenBusy: (typeof busyAnswers)[number];
  readonly busyCopyKey?: string;
  readonly whenUnknown: Fallback;
  /** Left out, a state holds until another is reported. */
  readonly staleAfterMs?: number;
}

export interface AlreadyInACall extends Common {
  readonly is: 'already-in-a-call';
  /** How many calls the line can have at once. */
  readonly capacity: number;
}

export const anonymities = ['LID_ONLY', 'WITHHELD'] as const;
/** `LID_ONLY`: known by a LID and no phone number. `WITHHELD`: by neither. */
export type Anonymity = (typeof anonymities)[number];

export interface AnonymousCaller extends Common {
  readonly is: 'anonymous-caller';
  readonly who: readonly Anonymity[];
}
