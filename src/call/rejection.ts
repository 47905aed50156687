import type { Actor } from './actor.ts';
import type { EffectId, LineId, ProviderCallId, RejectionId } from './ids.ts';
import type { Problem } from './problem.ts';
import type { SignalKind } from './signal-kind.ts';

export type RejectionState =
  /** A request to the provider is in flight or due. */
  | 'SENDING'
  /** The provider accepted the request, but no event has confirmed the rejection. */
  | 'ACCEPTED'
  /** An event says that the call was rejected, or an answer that the provider guarantees to mean it. */
  | 'CONFIRMED'
  /** Like ACCEPTED, by a provider that cannot promise that an accepted request takes effect. */
  | 'BEST_EFFORT'
  /** The call went back to its queue. */
  | 'REDIRECTED'
  /** The call was over, or had been answered, before the rejection. */
  | 'ALREADY_OVER'
  /** The provider will not reject the call. */
  | 'REFUSED'
  /** Nothing more is tried, because the ring limit has passed or would pass before a retry. */
  | 'EXPIRED';

/**
 * What all our requests to reject a call, taken together, may have done to it.
 * An end counts as our rejection only if a request may have acted.
 */
export type OurRequests =
  /** No request was sent, or every one certainly did nothing. */
  | 'no-effect'
  /** Only the request in flight may have acted: its answer will tell. */
  | 'in-flight'
  /** The outcome of a request is unknown, and its answer is no longer awaited. It may still come, too late to settle the rejection. */
  | 'may-have-acted'
  /** A request was carried out, as the provider answered. */
  | 'carried-out';

/** `OurRequests` once no request is in flight. */
export type AnsweredRequests = Exclude<OurRequests, 'in-flight'>;

/** A reported end that names no cause. The provider's answer to our request tells whether it was our rejection. */
export type VagueEnd = 'missed' | 'ended' | 'over' | 'failed';

/** An end that was reported, or inferred, while our request was in flight. The request's answer tells whether it was our rejection. */
export interface HeardEnd {
  /**
   * What the provider reported, as in `SignalKind`. `released`: it no longer offers the call to the agent. The reason of a `VagueEnd` is
   * not kept: it was UNKNOWN or missing.
   */
  readonly is: 'rejected' | 'rejected-or-over' | 'released' | VagueEnd;
  /** The provider marked the report as delivered late. */
  readonly late?: true;
  /** Nothing was reported: the end was inferred, because the provider no longer lists the call. Absent also in rows of earlier releases. */
  readonly inferred?: true;
  readonly occurredAt: Date;
}

/** The report of an end that was taken for our rejection although no request is known to have been carried out. */
export interface Evidence {
  readonly is: 'rejected' | 'rejected-or-over' | 'released';
  readonly late?: true;
  /** The end itself was inferred, because the provider no longer lists the call. */
  readonly inferred?: true;
}

/**
 * When a request is answered too late to settle the rejection of its call: what the other requests to reject that call may have done.
 */
export type OtherRequests =
  /** None was sent, or every one certainly did nothing. */
  | 'no-effect'
  /** One has no outcome yet, whether or not it is still in flight, and no other may have acted. */
  | 'unanswered'
  /** One was carried out, or its outcome will stay unknown. */
  | 'may-have-acted';

/** What the provider is told, if its API takes a reason. The schema's `CallRejectReason` describes each. */
export const rejectReasons = ['DECLINED', 'BUSY', 'UNWANTED'] as const;
export type RejectReason = (typeof rejectReasons)[number];

export type FollowUpState =
  /** The rejection is not settled yet. */
  | 'WAITING'
  /** The text is due: an effect sends it. */
  | 'SENDING'
  | 'SENT'
  | 'NOT_SENT'
  /** The answer to the request to send it was lost. */
  | 'UNKNOWN';

/** The schema's `CallTextNotSentReason` describes each. */
export const notSentReasons = [
  // Known at the decision.
  'KILL_SWITCH',
  'GROUP',
  'STILL_IN_QUEUE',
  'PROVIDER_REPLIES',
  'CANNOT_TEXT',
  'NO_COPY',
  'NOT_FILLABLE',
  'TOO_LONG',
  'TEXTED_LATELY',
  'TEXT_CAP',
  // Known at the end of the rejection.
  'NOT_REJECTED',
  'ANSWERED',
  'CALLER_GONE',
  'REJECTED_ELSEWHERE',
  'END_UNKNOWN',
  // Known at the attempt to send.
  'TOO_LATE',
  'LINE_GONE',
  'REFUSED_BY_PROVIDER',
] as const;
export type NotSentReason = (typeof notSentReasons)[number];

/** Why a text is not sent. `because` is a clause that can follow the word "because". */
export interface WhyNotSent {
  readonly reason: NotSentReason;
  readonly because: string;
}

/** The text that was decided on, or why there is none. */
export interface TextPlan {
  /** For a caller who is rejected; in a notice, for one whose call rings on. Without it no text is sent, and `noText` says why. */
  readonly text?: string;
  readonly noText?: WhyNotSent;
  /** For a caller who had hung up before the rejection. Without it no text is sent. */
  readonly textWhenGone?: string;
  readonly variantWhenGone?: string;
  readonly localeWhenGone?: string;
  readonly noTextWhenGone?: WhyNotSent;
  /** Which variant of the copy the text is, for statistics. */
  readonly variant?: string;
  readonly locale?: string;
  /** The line that sends the text, if the call's own line cannot, and the phone number of the caller. */
  readonly via?: { readonly lineId: LineId; readonly phone: string };
}

/**
 * The text that follows a rejection, and its state. A notice (`Call.notice`), the text to a caller who is not rejected,
 * has the same form.
 */
export interface FollowUp extends TextPlan {
  readonly state: FollowUpState;
  /** The ids under which the provider may report later whether it was delivered. */
  readonly messageIds?: readonly string[];
  /** The plain text was not delivered, so the line's template is sent instead. */
  readonly asTemplate?: true;
  /** Present if and only if the state is NOT_SENT. */
  readonly notSent?: WhyNotSent;
  /** Why it must not be sent any more. A process may be sending it already, so the state tells whether it was. */
  readonly withdrawn?: WhyNotSent;
  /** When the provider accepted it. */
  readonly sentAt?: Date;
  /** Present if the state is UNKNOWN: if the text was sent at all, it was sent before this time. */
  readonly mayBeSentAt?: Date;
  readonly problem?: Problem;
  /** The time from when the text became due to the request that sent it. Left out for a text that was not sent. */
  readonly dispatchedInMs?: number;
}

/** A request by a client or a policy to reject one call, and its outcome. */
export interface Rejection {
  readonly id: RejectionId;
  /** The request to the provider; absent if none was sent. */
  readonly effectId?: EffectId;
  readonly state: RejectionState;
  /** The provider did not report the state: it was inferred. */
  readonly inferred?: true;
  readonly reason: RejectReason;
  readonly requestedBy: Actor;
  readonly requestedAt: Date;
  readonly settledAt?: Date;
  readonly problem?: Problem;
  readonly followUp?: FollowUp;
  /** The time from the arrival of the request or signal to the decision to reject. */
  readonly decidedInMs?: number;
  /** The time from the decision, with its recording, to the first request to the provider. */
  readonly dispatchedInMs?: number;
  /** Only the answer to our request has reported that the call was rejected: no event has. */
  readonly byAnswerAlone?: true;
  /** Kept until the request in flight is answered. */
  readonly heard?: HeardEnd;
  /** Kept in case a late answer shows that no request of ours can have caused the reported end. */
  readonly restsOn?: Evidence;
  /** A request to the provider may have acted, for this rejection or an earlier one of the same call. */
  readonly mayHaveActed?: true;
  /** The provider's `Retry-After`, as a time. */
  readonly retryAt?: Date;
}

/**
 * The outcome of one request to reject. A lost answer is `unknown`, never a failure: the provider may have rejected the
 * call, so only a retry for the same call is safe.
 */
export type RejectOutcome = FinalOutcome | NotDone | Unknown;

/** The outcomes after which the request is not retried. */
export type FinalOutcome =
  | {
      readonly is: 'done';
      readonly certainty: 'CONFIRMED' | 'ACCEPTED' | 'BEST_EFFORT';
      /** Further ids of the same call, from the answer. */
      readonly aliases?: readonly ProviderCallId[];
    }
  /** The provider will carry out the request. Unlike after `done`, a later signal settles the rejection: it reports how the call ended. */
  | { readonly is: 'under-way' }
  | AlreadyOver
  | { readonly is: 'refused'; readonly problem: Problem };

/** The provider answered that the call is over, or that it has no such call. */
export interface AlreadyOver {
  readonly is: 'already-over';
  /** The answer does not show how the call ended. */
  readonly inferred: boolean;
  readonly problem: Problem;
  /** The state of the call, if the provider reports it. */
  readonly told?: SignalKind;
}

/** The request certainly did nothing, so it may be repeated. */
export interface NotDone {
  readonly is: 'not-done';
  readonly problem: Problem;
  readonly retryAfterMs?: number;
  /** The cause is this service, so the circuit breaker does not count it against the provider. */
  readonly ofOurDoing?: true;
}

/** The answer was lost, so the request may have acted. */
export interface Unknown {
  readonly is: 'unknown';
  readonly problem: Problem;
  /** The cause is this service, so the circuit breaker does not count it against the provider. */
  readonly ofOurDoing?: true;
}

/** The outcome of sending one text. */
export type SendOutcome =
  | {
      readonly is: 'sent';
      /** The ids under which the provider may report later whether it was delivered. */
      readonly messageIds?: readonly string[];
      readonly asTemplate?: true;
    }
  | { readonly is: 'refused'; readonly problem: Problem }
  | NotDone
  | Unknown;
