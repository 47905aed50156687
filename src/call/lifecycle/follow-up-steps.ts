import type { Call } from '../call.ts';
import type { JournalKind } from '../journal.ts';
import type {
  FollowUp,
  NotSentReason,
  Rejection,
  RejectionState,
  TextPlan,
  WhyNotSent,
} from '../rejection.ts';
import type { CallStatus, EndReason } from '../status.ts';

/** What happened to the caller of a call that we did not reject. `gone`: the ring ended, and nobody had answered or rejected it. */
export type CallerFate = 'gone' | 'answered' | 'rejected-elsewhere' | 'ringing' | 'unknown';

/** For a call that is over or was answered, so it never returns `ringing`. */
export function callerFate(status: CallStatus, endReason: EndReason | undefined): CallerFate {
  if (status === 'ANSWERED' || endReason === 'COMPLETED') return 'answered';
  if (status === 'REJECTED') return 'rejected-elsewhere';
  return status === 'MISSED' ? 'gone' : 'unknown';
}

/** The follow-up of a new rejection. If the plan has no text, the follow-up is NOT_SENT from the start. */
export function plannedFollowUp(plan: TextPlan): FollowUp {
  if (plan.text !== undefined || plan.textWhenGone !== undefined) {
    return { ...plan, state: 'WAITING' };
  }
  return asNotSent(plan, plan.noText);
}

/** The follow-up after the rejection has succeeded. */
export function followUpAfterSuccess(rejection: Rejection, now: Date): FollowUp | undefined {
  const { followUp } = rejection;
  if (!followUp || !isUndecided(followUp) || isLate(rejection, now)) return followUp;
  if (followUp.text === undefined) return asNotSent(followUp, followUp.noText);
  return asSending(followUp);
}

/** The follow-up after the rejection has failed. A caller who hung up before the rejection may get a text for that case. */
export function followUpAfterFailure(
  rejection: Rejection,
  state: RejectionState,
  caller: CallerFate,
  now: Date,
): FollowUp | undefined {
  const { followUp } = rejection;
  if (!followUp || !isUndecided(followUp)) return followUp;
  if (caller !== 'gone') return asNotSent(followUp, whyNotSent(rejection, state, caller));
  if (isLate(rejection, now)) return followUp;
  const { textWhenGone: text, variantWhenGone: variant, localeWhenGone: locale } = followUp;
  if (text === undefined) return asNotSent(followUp, followUp.noTextWhenGone ?? onlyForRejected);
  return asSending({ ...followUp, text, variant, locale });
}

/**
 * Marks a text that was due because the call counted as rejected by us, which has turned out to be wrong. A marked text that is
 * still to be sent is not sent (`findReasonToHoldBack`). If a text was sent and is then reported as not delivered, the mark keeps
 * the line's approved template from being sent instead. A text that is WAITING or NOT_SENT was not due, so it needs no mark.
 */
export function withdrawText(rejection: Rejection, caller: CallerFate): Rejection {
  const { followUp } = rejection;
  if (!followUp || followUp.state === 'WAITING' || followUp.state === 'NOT_SENT') return rejection;
  const withdrawn =
    caller === 'gone' ? onlyForRejected : whyNotSent(rejection, 'ALREADY_OVER', caller);
  return { ...rejection, followUp: { ...followUp, withdrawn } };
}

/** A NOT_SENT text may still be sent within this time of the request, if a later report removes the reason. */
const mayFollowWithinMs = 60_000;

/**
 * Reasons that a later report may remove or replace: the report may show that the caller had hung up, that an agent had
 * answered, or that the call was rejected after all.
 */
const removable: ReadonlySet<NotSentReason> = new Set([
  'STILL_IN_QUEUE',
  'NOT_REJECTED',
  'CALLER_GONE',
  'REJECTED_ELSEWHERE',
  'END_UNKNOWN',
]);

/** True if the text may still become due: it waits, or it is NOT_SENT for a reason that a later report may remove. */
function isUndecided({ state, notSent }: FollowUp): boolean {
  if (state === 'WAITING') return true;
  return state === 'NOT_SENT' && notSent !== undefined && removable.has(notSent.reason);
}

/** True if too much time has passed since the request to reject for a NOT_SENT text to be sent after all. */
function isLate({ followUp, requestedAt }: Rejection, now: Date): boolean {
  // A text that still waits is not late: its own deadline begins when it becomes due.
  if (followUp?.state === 'WAITING') return false;
  return now.getTime() - requestedAt.getTime() > mayFollowWithinMs;
}

function asSending({ notSent: _, ...followUp }: FollowUp): FollowUp {
  return { ...followUp, state: 'SENDING' };
}

function asNotSent(plan: TextPlan, why: WhyNotSent | undefined): FollowUp {
  return { ...plan, state: 'NOT_SENT', ...(why && { notSent: why }) };
}

/** Why a caller who is not `gone` gets no text, when the rejection has ended in this state without success. */
function whyNotSent(
  { mayHaveActed }: Rejection,
  state: RejectionState,
  caller: CallerFate,
): WhyNotSent {
  if (state === 'REDIRECTED') return stillInQueue;
  if (caller === 'answered') return wasAnswered;
  if (caller === 'rejected-elsewhere') return rejectedElsewhere;
  if (state === 'REFUSED' || caller === 'ringing') {
    return mayHaveActed ? perhapsRejected : notRejected;
  }
  return endUnknown;
}

export const wasAnswered: WhyNotSent = {
  reason: 'ANSWERED',
  because: 'the call had been answered',
};

export const stillInQueue: WhyNotSent = {
  reason: 'STILL_IN_QUEUE',
  because: 'the rejection returns the caller to the queue, where another agent may answer',
};

const onlyForRejected: WhyNotSent = {
  reason: 'CALLER_GONE',
  because: 'the ring had ended before the rejection, and the text is for rejected callers only',
};

const rejectedElsewhere: WhyNotSent = {
  reason: 'REJECTED_ELSEWHERE',
  because: 'the call was rejected elsewhere, and the text is for callers whom we reject',
};

const perhapsRejected: WhyNotSent = {
  reason: 'END_UNKNOWN',
  because: 'a request may have rejected the call, and the provider has not reported whether',
};

const notRejected: WhyNotSent = {
  reason: 'NOT_REJECTED',
  because: 'the call was not rejected',
};

const endUnknown: WhyNotSent = {
  reason: 'END_UNKNOWN',
  because: 'the provider has not reported how the call ended: it may have been answered',
};

interface TextNotSent {
  readonly kind: Extract<JournalKind, 'FOLLOW_UP_NOT_SENT' | 'NOTICE_NOT_SENT'>;
  readonly because: string | undefined;
}

/** The texts of a call that have become NOT_SENT since `before`, or whose reason has changed. */
export function textsNotSent(before: Call | null, { rejection, notice }: Call): TextNotSent[] {
  const isSameRejection = before?.rejection?.id === rejection?.id;
  const followUpBefore = isSameRejection ? before?.rejection?.followUp : undefined;
  return [
    ...newlyNotSent('FOLLOW_UP_NOT_SENT', followUpBefore, rejection?.followUp),
    ...newlyNotSent('NOTICE_NOT_SENT', before?.notice, notice),
  ];
}

function newlyNotSent(
  kind: TextNotSent['kind'],
  before: FollowUp | undefined,
  after: FollowUp | undefined,
): TextNotSent[] {
  if (after?.state !== 'NOT_SENT') return [];
  if (before?.state === 'NOT_SENT' && before.notSent?.reason === after.notSent?.reason) return [];
  return [{ kind, because: after.notSent?.because }];
}
