import type { EffectId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import type { FollowUp, Rejection, RejectionState } from '../rejection.ts';
import type { ChangeBuilder } from './change.ts';

/** How long after its rejection a text still makes sense. */
const textDeadlineMs = 30_000;

export interface Settling {
  readonly now: Date;
  /** The id for the follow-up text, should there be one to send. */
  readonly textEffectId: EffectId;
}

/** The rejection as it is once it has come about: its text is now on its way. */
export function succeeded(
  rejection: Rejection,
  state: Extract<RejectionState, 'ACCEPTED' | 'CONFIRMED' | 'BEST_EFFORT'>,
  now: Date,
): Rejection {
  const followUp = rejection.followUp && onItsWay(rejection.followUp);
  return {
    ...rejection,
    state,
    settledAt: rejection.settledAt ?? now,
    ...(followUp && { followUp }),
  };
}

function onItsWay(followUp: FollowUp): FollowUp {
  return followUp.state === 'WAITING' ? { ...followUp, state: 'SENDING' } : followUp;
}

/** The rejection as it is once it has not come about: its text is not needed. */
export function cameToNothing(
  rejection: Rejection,
  state: Extract<RejectionState, 'REDIRECTED' | 'ALREADY_OVER' | 'REFUSED' | 'EXPIRED'>,
  now: Date,
  problem?: Problem,
): Rejection {
  const followUp = rejection.followUp && dropped(rejection.followUp);
  return {
    ...rejection,
    state,
    settledAt: now,
    ...(problem && { problem }),
    ...(followUp && { followUp }),
  };
}

function dropped(followUp: FollowUp): FollowUp {
  return followUp.state === 'WAITING' ? { ...followUp, state: 'DROPPED' } : followUp;
}

/** Adds the effect of the follow-up text if this change has put it on its way. */
export function sendFollowUp(
  change: ChangeBuilder,
  before: Rejection | undefined,
  s: Settling,
): void {
  const followUp = change.call.rejection?.followUp;
  if (followUp?.state !== 'SENDING' || before?.followUp?.state !== 'WAITING') return;
  const { callerAtProvider, callerIsGroup } = change.call;
  change.addEffect({
    kind: 'text',
    id: s.textEffectId,
    deadlineAt: new Date(s.now.getTime() + textDeadlineMs),
    request: { callerAtProvider, toGroup: callerIsGroup, text: followUp.text },
  });
}

/** A yes that no event has confirmed yet. */
export function isUnconfirmed(rejection: Rejection | undefined): boolean {
  return rejection?.state === 'ACCEPTED' || rejection?.state === 'BEST_EFFORT';
}
