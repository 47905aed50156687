import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId } from '../call/ids.ts';
import type { RejectReason } from '../call/rejection.ts';
import type { OpeningHours } from './opening-hours.ts';

export const modes = ['ENFORCE', 'OBSERVE'] as const;
/** The finding of an observing policy is recorded but has no effect. */
export type Mode = (typeof modes)[number];

export const fallbacks = ['RING', 'REJECT'] as const;
/** What to do when a fact that the policy needs is missing. */
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

export const policyKinds = [
  'bypass',
  'blocked-caller',
  'vip-perimeter',
  'quiet-hours',
  'frequency-throttle',
  'conversation-first',
  'safety-valve',
  'presence',
  'already-in-a-call',
  'anonymous-caller',
] as const satisfies readonly PolicyKind[];

interface Common {
  readonly mode: Mode;
  /** A name that the operator chose. */
  readonly name?: string;
  /** If left out, each kind has its own default. */
  readonly reason?: RejectReason;
  /** The key of the copy, the text that the caller gets. If left out, it is the policy's kind, or `nobody-online` for presence. */
  readonly copyKey?: string;
}

/** These callers always ring, whatever the other policies find and whatever the place of this policy in the list. */
export interface Bypass extends Common {
  readonly is: 'bypass';
  readonly addresses: readonly CallerAddress[];
  readonly callerIds: readonly CallerId[];
}

/** Rejects callers whom an operator or another policy has blocked. */
export interface BlockedCaller extends Common {
  readonly is: 'blocked-caller';
}

export const defaultCrmRememberMs = 5 * 60_000;

/** Lets only callers of these tiers ring. A tier is a word such as `gold`, with which an operator tags a caller. */
export interface VipPerimeter extends Common {
  readonly is: 'vip-perimeter';
  readonly tiers: readonly string[];
  /** A customer database that is asked for the tier of a caller without a tag. */
  readonly crm?: {
    readonly url: string;
    /** What to do if the database gives no usable answer in time. */
    readonly whenSilent: Fallback;
    /** How long an answer is used again; `defaultCrmRememberMs` if left out. */
    readonly rememberMs?: number;
  };
}

/** Rejects calls while the line is closed: outside `hours`, which are the hours in which it is open. */
export interface QuietHours extends Common {
  readonly is: 'quiet-hours';
  readonly hours: OpeningHours;
}

export const conversationsWith = ['ANY_LINE', 'THIS_LINE'] as const;
/** The lines to which a message of the caller counts. If left out, these are all lines of the tenant. */
export type ConversationsWith = (typeof conversationsWith)[number];

/** Rejects a caller's calls to the line from the `calls`-th call within `withinMs` on. */
export interface FrequencyThrottle extends Common {
  readonly is: 'frequency-throttle';
  readonly calls: number;
  readonly withinMs: number;
  /**
   * A caller who has written within this time, or with `unlessEverWritten` at any time, is exempt. At most one of the two is
   * set. If neither is set, all callers are throttled.
   */
  readonly unlessConversationWithinMs?: number;
  readonly unlessEverWritten?: true;
  readonly conversationsWith?: ConversationsWith;
  /** Also blocks a caller that this policy rejects, for this time. If left out, the caller is not blocked. */
  readonly blockForMs?: number;
}

/** Lets only callers ring who have written within `withinMs`. */
export interface ConversationFirst extends Common {
  readonly is: 'conversation-first';
  readonly withinMs: number;
  readonly conversationsWith?: ConversationsWith;
}

/** Rejects calls while the recording bridge, the operator's system that records calls, cannot record them. */
export interface SafetyValve extends Common {
  readonly is: 'safety-valve';
  /** The name under which the state of the bridge is reported. */
  readonly bridge: string;
  /** This URL is asked for the state regularly. If left out, the state comes only from reports. */
  readonly healthUrl?: string;
  /** A report is ignored after this time. Then `whenStale` applies, as it does before the first report. */
  readonly staleAfterMs: number;
  readonly whenStale: Fallback;
}

export const busyAnswers = ['RING_AND_TEXT', 'RING', 'REJECT'] as const;

/**
 * Rejects if no agent is online. `whenBusy` is for the case that all online agents are busy, and `whenUnknown` for the case
 * that no state is known. `reason` applies to every rejection, and `copyKey` to all except those because agents are busy,
 * which have `busyCopyKey` (`everybody-busy` if left out).
 */
export interface Presence extends Common {
  readonly is: 'presence';
  readonly whenBusy: (typeof busyAnswers)[number];
  readonly busyCopyKey?: string;
  readonly whenUnknown: Fallback;
  /** A reported state is ignored after this time. If left out, a state holds until the next report. */
  readonly staleAfterMs?: number;
}

/** Rejects a call while `capacity` other calls on the line ring or were answered. */
export interface AlreadyInACall extends Common {
  readonly is: 'already-in-a-call';
  /** How many calls the line can have at once. */
  readonly capacity: number;
}

export const anonymities = ['LID_ONLY', 'WITHHELD'] as const;
/**
 * `LID_ONLY`: no phone number is known, only a LID (the id under which WhatsApp hides a caller's number). `WITHHELD`:
 * neither is known.
 */
export type Anonymity = (typeof anonymities)[number];

/** Rejects callers who are anonymous in one of these ways. */
export interface AnonymousCaller extends Common {
  readonly is: 'anonymous-caller';
  readonly who: readonly Anonymity[];
}
