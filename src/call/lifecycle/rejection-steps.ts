import type { Call } from '../call.ts';
import type { EffectId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import type { Rejection, RejectionState, TextPlan } from '../rejection.ts';
import type { ChangeBuilder, NewEffect, TextEffect } from './change.ts';
import { type CallerFate, followUpAfterFailure, followUpAfterSuccess } from './follow-up-steps.ts';

/** How long after its rejection a text still makes sense. */
const textDeadlineMs = 30_000;

type Success = Extract<RejectionState, 'ACCEPTED' | 'CONFIRMED' | 'BEST_EFFORT'>;

export interface Settling {
  readonly now: Date;
  /** The id for the follow-up text, should there be one to send. */
  readonly textEffectId: EffectId;
}

/** The rejection as it is once it has come about: its text is now on its way. */
export function succeeded(
  { inferred: _, ...rejection }: Rejection,
  state: Success,
  now: Date,
): Rejection {
  const followUp = followUpAfterSuccess(rejection, now);
  const known = rejection.state === state || isUnconfirmed(rejection);
  return {
    ...rejection,
    state,
    settledAt: known ? (rejection.settledAt ?? now) : now,
    ...(followUp && { followUp }),
  };
}

/** The call is gone after a request of ours that may have been what ended it. */
export function concluded(
  rejection: Rejection,
  state: Success | 'REDIRECTED',
  now: Date,
  problem: Problem,
): Rejection {
  const settled =
    state === 'REDIRECTED' ? asFailed(rejection, state, now) : succeeded(rejection, state, now);
  return { ...settled, problem, inferred: true };
}

/** The rejection as it is once it has not come about. Its text is not sent, but to a caller who had already gone. */
export function asFailed(
  { inferred: _, ...rejection }: Rejection,
  state: Extract<RejectionState, 'REDIRECTED' | 'ALREADY_OVER' | 'REFUSED' | 'EXPIRED'>,
  now: Date,
  more: Nothing = {},
): Rejection {
  const { problem, caller = 'unknown', ...rest } = more;
  const followUp = followUpAfterFailure(rejection, state, caller, now);
  return {
    ...rejection,
    ...rest,
    state,
    settledAt: now,
    ...(problem && { problem }),
    ...(followUp && { followUp }),
  };
}

export interface Nothing
  extends Pick<Rejection, 'problem' | 'inferred' | 'mayHaveActed' | 'retryAt'> {
  readonly caller?: CallerFate;
}

/** Adds the effect of the follow-up text if this change has put it on its way. */
export function sendFollowUp(
  change: ChangeBuilder,
  before: Rejection | undefined,
  s: Settling,
): void {
  const followUp = change.call.rejection?.followUp;
  if (followUp?.state !== 'SENDING' || before?.followUp === undefined) return;
  if (before.followUp.state === 'SENDING') return;
  const { text, via } = followUp;
  if (text === undefined) throw new Error(`the text about ${change.call.id} has no words`);
  change.addEffect(textEffect(change.call, { text, via }, 'follow-up', s));
}

export function textEffect(
  { callerAtProvider, callerIsGroup }: Call,
  { text, via }: Pick<TextPlan, 'via'> & { readonly text: string },
  purpose: TextEffect['purpose'],
  s: Settling,
): NewEffect {
  return {
    kind: 'text',
    id: s.textEffectId,
    deadlineAt: new Date(s.now.getTime() + textDeadlineMs),
    ...(via && { lineId: via.lineId }),
    request: {
      callerAtProvider: via?.phone ?? callerAtProvider,
      ...(via && { phone: via.phone }),
      toGroup: callerIsGroup,
      text,
      purpose,
    },
  };
}

/** A yes that no event has confirmed yet. */
export function isUnconfirmed(rejection: Rejection | undefined): boolean {
  return rejection?.state === 'ACCEPTED' || rejection?.state === 'BEST_EFFORT';
}
