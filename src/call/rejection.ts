import type { Actor } from './actor.ts';
import type { EffectId, LineId, ProviderCallId, RejectionId } from './ids.ts';
import type { Problem } from './problem.ts';
import type { SignalKind } from './signal-kind.ts';

export type RejectionState =
  | 'SENDING'
  | 'ACCEPTED'
  | 'CONFIRMED'
  | 'BEST_EFFORT'
  | 'REDIRECTED'
  | 'ALREADY_OVER'
  | 'REFUSED'
  | 'EXPIRED';

/**
 * What our requests to reject a call may have done to it, all of them taken together.
 * A rejection is ours only if one of them may have done it.
 */
export type OurPart =
  /** None was made, or each certainly did nothing. */
  | 'none'
  /** Only the one under way may have done something: its answer will tell. */
  | 'open'
  /** One was carried out, or nobody can know whether it was. */
  | 'possible';

/** The provider's word for an end that may be our doing, kept while our request is under way. */
export interface HeardEnd {
  readonly is: 'rejected' | 'rejected-or-over' | 'released';
  readonly late?: true;
  readonly occurredAt: Date;
}

export const rejectReasons = ['DECLINED', 'BUSY', 'UNWANTED'] as const;
export type RejectReason = (typeof rejectReasons)[number];

export type FollowUpState = 'WAITING' | 'SENDING' | 'SENT' | 'NOT_SENT' | 'UNKNOWN';

export const notSentReasons = [
  // Known when it is decided.
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
  // Known when the rejection is settled.
  'NOT_REJECTED',
  'ANSWERED',
  'CALLER_GONE',
  'END_UNKNOWN',
  // Known when it was to be sent.
  'TOO_LATE',
  'LINE_GONE',
  'REFUSED_BY_PROVIDER',
] as const;
export type NotSentReason = (typeof notSentReasons)[number];

/** Why a text is not sent; `because` reads on after that word. */
export interface NotSent {
  readonly reason: NotSentReason;
  readonly because: string;
}

/** A text as it is wished, or why there is none. */
export interface WishedText {
  /** For a caller who is rejected while they ring, or who is let ring. Left out: they are told nothing, and `noText` says why. */
  readonly text?: string;
  readonly noText?: NotSent;
  /** For a caller who had already gone when the rejection came. Left out: they are told nothing. */
  readonly textWhenGone?: string;
  readonly variantWhenGone?: string;
  readonly localeWhenGone?: string;
  readonly noTextWhenGone?: NotSent;
  /** Which copy it is, to count by. */
  readonly variant?: string;
  readonly locale?: string;
  /** Another line, where the call's own cannot text. */
  readonly via?: { readonly lineId: LineId; readonly phone: string };
}

export interface FollowUp extends WishedText {
  readonly state: FollowUpState;
  /** By which the provider may say later what became of it. */
  readonly messageIds?: readonly string[];
  /** The plain text was not delivered, and the line's template stands in for it. */
  readonly asTemplate?: true;
  /** Exactly when it is NOT_SENT. */
  readonly notSent?: NotSent;
  readonly sentAt?: Date;
  readonly problem?: Problem;
  readonly dispatchedInMs?: number;
}

/** The wish to reject one call, and what became of it. */
export interface Rejection {
  readonly id: RejectionId;
  readonly effectId?: EffectId;
  readonly state: RejectionState;
  /** Nobody told us the state; we concluded it. */
  readonly inferred?: true;
  readonly reason: RejectReason;
  readonly requestedBy: Actor;
  readonly requestedAt: Date;
  readonly settledAt?: Date;
  readonly problem?: Problem;
  readonly followUp?: FollowUp;
  readonly decidedInMs?: number;
  readonly dispatchedInMs?: number;
  readonly heard?: HeardEnd;
  /** A request may have acted although the wish came to nothing, or one for an earlier wish may have. */
  readonly mayHaveActed?: true;
  /** When the provider, by its own word, may be asked again. */
  readonly retryAt?: Date;
}

/**
 * What one request to reject came to. A lost answer is `unknown`, never a failure:
 * the provider may have done it, so asking again is allowed and asking about another call is not.
 */
export type RejectOutcome = FinalOutcome | NotDone | Unknown;

/** The outcomes that end the asking. */
export type FinalOutcome =
  | {
      readonly is: 'done';
      readonly certainty: 'CONFIRMED' | 'ACCEPTED' | 'BEST_EFFORT';
      /** Ids of the same call that the answer told. */
      readonly aliases?: readonly ProviderCallId[];
    }
  /** Done, but what it means for the call comes as a signal. */
  | { readonly is: 'under-way' }
  | AlreadyOver
  | { readonly is: 'refused'; readonly problem: Problem };

export interface AlreadyOver {
  readonly is: 'already-over';
  readonly inferred: boolean;
  readonly problem: Problem;
  /** How the call stands, where the provider says it. */
  readonly told?: SignalKind;
}

export interface NotDone {
  readonly is: 'not-done';
  readonly problem: Problem;
  readonly retryAfterMs?: number;
  /** It tells nothing about the provider. */
  readonly ofOurDoing?: true;
}

export interface Unknown {
  readonly is: 'unknown';
  readonly problem: Problem;
  /** It tells nothing about the provider. */
  readonly ofOurDoing?: true;
}

/** What one text came to. */
export type SendOutcome =
  | {
      readonly is: 'sent';
      /** By which the provider may say later what became of it. */
      readonly messageIds?: readonly string[];
      readonly asTemplate?: true;
    }
  | { readonly is: 'refused'; readonly problem: Problem }
  | NotDone
  | Unknown;
