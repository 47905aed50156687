import type {
  FollowUp,
  NotSent,
  NotSentReason,
  Rejection,
  RejectionState,
  TextPlan,
} from '../rejection.ts';
import type { CallStatus, EndReason } from '../status.ts';

/** What became of a caller whose call was not rejected. */
export type CallerFate = 'gone' | 'answered' | 'ringing' | 'unknown';

export function callerFate(status: CallStatus, endReason: EndReason | undefined): CallerFate {
  if (status === 'ANSWERED' || endReason === 'COMPLETED') return 'answered';
  const isOver = status === 'MISSED' || status === 'ENDED' || status === 'REJECTED';
  return isOver ? 'gone' : 'unknown';
}

/** The text of a new wish. Where nothing is written or allowed, that is known from the start. */
export function plannedFollowUp(wished: TextPlan): FollowUp {
  if (wished.text !== undefined || wished.textWhenGone !== undefined) {
    return { ...wished, state: 'WAITING' };
  }
  return notSent(wished, wished.noText);
}

/** The rejection came about. */
export function followUpAfterSuccess(rejection: Rejection, now: Date): FollowUp | undefined {
  const { followUp } = rejection;
  if (!followUp || !isUndecided(rejection, mayBeRejected, now)) return followUp;
  if (followUp.text === undefined) return notSent(followUp, followUp.noText);
  return sending(followUp);
}

/** The rejection did not come about. A caller who had gone by themselves may have a text of their own. */
export function followUpAfterFailure(
  rejection: Rejection,
  state: RejectionState,
  caller: CallerFate,
  now: Date,
): FollowUp | undefined {
  const { followUp } = rejection;
  if (!followUp || !isUndecided(rejection, mayBeGone, now)) return followUp;
  if (caller !== 'gone') return notSent(followUp, whyNot(state, caller));
  const { textWhenGone: text, variantWhenGone: variant, localeWhenGone: locale } = followUp;
  if (text === undefined) return notSent(followUp, followUp.noTextWhenGone ?? onlyForRejected);
  return sending({ ...followUp, text, variant, locale });
}

/** For how long after its wish a text still makes sense that was given up before all was known. */
const mayFollowWithinMs = 60_000;

type Reasons = ReadonlySet<NotSentReason>;

/** A later word of the provider may show that the caller had gone, or that the call was rejected after all. */
const mayBeGone: Reasons = new Set(['NOT_REJECTED', 'CALLER_GONE', 'END_UNKNOWN']);
const mayBeRejected: Reasons = new Set([...mayBeGone, 'ANSWERED']);

function isUndecided({ followUp, requestedAt }: Rejection, open: Reasons, now: Date): boolean {
  if (followUp?.state === 'WAITING') return true;
  if (followUp?.state !== 'NOT_SENT' || !followUp.notSent) return false;
  const isLate = now.getTime() - requestedAt.getTime() > mayFollowWithinMs;
  return open.has(followUp.notSent.reason) && !isLate;
}

function sending({ notSent: _, ...followUp }: FollowUp): FollowUp {
  return { ...followUp, state: 'SENDING' };
}

function notSent(wished: TextPlan, why: NotSent | undefined): FollowUp {
  return { ...wished, state: 'NOT_SENT', ...(why && { notSent: why }) };
}

function whyNot(state: RejectionState, caller: CallerFate): NotSent {
  if (state === 'REDIRECTED') return stillInQueue;
  if (caller === 'answered') return { reason: 'ANSWERED', because: 'somebody had answered' };
  if (state === 'REFUSED' || caller === 'ringing') return notRejected;
  return endUnknown;
}

export const stillInQueue: NotSent = {
  reason: 'STILL_IN_QUEUE',
  because: 'the caller is back in the queue and still being served',
};

const onlyForRejected: NotSent = {
  reason: 'CALLER_GONE',
  because: 'the caller had gone by themselves, and the text is for a caller who was rejected',
};

const notRejected: NotSent = {
  reason: 'NOT_REJECTED',
  because: 'the call was not rejected',
};

const endUnknown: NotSent = {
  reason: 'END_UNKNOWN',
  because: 'nobody has said how the ring ended: the caller may have been answered',
};
