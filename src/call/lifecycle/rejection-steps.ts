import type { Call } from '../call.ts';
import type { EffectId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import type { Rejection, RejectionState, TextPlan } from '../rejection.ts';
import type { ChangeBuilder, NewEffect, TextEffect } from './change.ts';
import { type CallerFate, followUpAfterFailure, followUpAfterSuccess } from './follow-up-steps.ts';

/** How long after it became due a text may still be sent. */
const textDeadlineMs = 30_000;

/**
 * CONFIRMED: an event says that the call was rejected, or an answer that the provider guarantees to mean it. ACCEPTED: the provider
 * only accepted the request. BEST_EFFORT: it accepted the request without a promise that it takes effect.
 */
type Success = Extract<RejectionState, 'ACCEPTED' | 'CONFIRMED' | 'BEST_EFFORT'>;

export interface SettleContext {
  readonly now: Date;
  /** The id for the effect of the follow-up text, if one is sent. */
  readonly textEffectId: EffectId;
}

/**
 * The rejection after its success. Its follow-up text is due now. The marks `inferred` and `byAnswerAlone` are dropped, because they tell
 * what was known before: the caller of this function sets the one that holds now.
 */
export function asSucceeded(
  { inferred: _, byAnswerAlone: __, ...rejection }: Rejection,
  state: Success,
  now: Date,
): Rejection {
  const followUp = followUpAfterSuccess(rejection, now);
  // A repeated success, and an event that confirms an accepted rejection, do not move the time at which it was settled.
  const keepsTime = rejection.state === state || isUnconfirmed(rejection);
  return {
    ...rejection,
    state,
    settledAt: keepsTime ? (rejection.settledAt ?? now) : now,
    ...(followUp && { followUp }),
  };
}

/**
 * The rejection of a call that is over after a request that may have rejected it. REDIRECTED counts as a failure, because the
 * caller waits in the queue again and is not texted.
 */
export function asInferred(
  rejection: Rejection,
  state: Success | 'REDIRECTED',
  now: Date,
  problem?: Problem,
): Rejection {
  const settled =
    state === 'REDIRECTED' ? asFailed(rejection, state, now) : asSucceeded(rejection, state, now);
  return { ...settled, ...(problem && { problem }), inferred: true };
}

/**
 * The rejection after its failure, which is inferred only if `details` says so. Never called for a rejection with the mark `byAnswerAlone`:
 * an event that contradicts it makes it ACCEPTED. The follow-up text is sent only to a caller who had hung up before the rejection.
 */
export function asFailed(
  { inferred: _, ...rejection }: Rejection,
  state: Extract<RejectionState, 'REDIRECTED' | 'ALREADY_OVER' | 'REFUSED' | 'EXPIRED'>,
  now: Date,
  details: FailureDetails = {},
): Rejection {
  const { problem, caller = 'unknown', ...marks } = details;
  const followUp = followUpAfterFailure({ ...rejection, ...marks }, state, caller, now);
  return {
    ...rejection,
    ...marks,
    state,
    settledAt: now,
    ...(problem && { problem }),
    ...(followUp && { followUp }),
  };
}

export interface FailureDetails
  extends Pick<Rejection, 'problem' | 'inferred' | 'mayHaveActed' | 'retryAt'> {
  readonly caller?: CallerFate;
}

/** Adds the effect for the follow-up text if this change has made it due. */
export function sendFollowUp(
  change: ChangeBuilder,
  before: Rejection | undefined,
  context: SettleContext,
): void {
  const followUp = change.call.rejection?.followUp;
  // A follow-up is planned with the request to reject: if none was planned before this change, none is due.
  if (before?.followUp === undefined) return;
  if (before.followUp.state === 'SENDING' || followUp?.state !== 'SENDING') return;
  const { text, via } = followUp;
  if (text === undefined) throw new Error(`the follow-up of ${change.call.id} has no text`);
  change.addEffect(textEffect(change.call, { text, via }, 'follow-up', context));
}

export function textEffect(
  { callerAtProvider, callerIsGroup }: Call,
  { text, via }: Pick<TextPlan, 'via'> & { readonly text: string },
  purpose: TextEffect['purpose'],
  context: SettleContext,
): Extract<NewEffect, { readonly kind: 'text' }> {
  return {
    kind: 'text',
    id: context.textEffectId,
    deadlineAt: new Date(context.now.getTime() + textDeadlineMs),
    ...(via && { lineId: via.lineId }),
    request: {
      // Another line may be at another provider, which knows the caller only by phone number.
      callerAtProvider: via?.phone ?? callerAtProvider,
      ...(via && { phone: via.phone }),
      toGroup: callerIsGroup,
      text,
      purpose,
    },
  };
}

/**
 * True if only the answer to our request says that the call was rejected, so that an event may still contradict it. That holds for
 * every rejection that is ACCEPTED or BEST_EFFORT, and for a CONFIRMED one that is marked so.
 */
export function isByAnswerAlone(rejection: Rejection | undefined): boolean {
  return isUnconfirmed(rejection) || rejection?.byAnswerAlone === true;
}

/** True if the provider accepted the rejection, but no event has confirmed it. */
export function isUnconfirmed(rejection: Rejection | undefined): boolean {
  return rejection?.state === 'ACCEPTED' || rejection?.state === 'BEST_EFFORT';
}
