import type { Call } from '../../src/call/call.ts';
import type { Change } from '../../src/call/lifecycle/change.ts';
import { hearLateAnswer } from '../../src/call/lifecycle/late-answer.ts';
import { receiveSignal, settleHeardEnd } from '../../src/call/lifecycle/receive-signal.ts';
import {
  type GoneAfterUnknown,
  giveUpReject,
  settleReject,
} from '../../src/call/lifecycle/settle-reject.ts';
import type { AnsweredRequests, OurRequests, RejectOutcome } from '../../src/call/rejection.ts';
import type { CallSignal } from '../../src/call/signal.ts';
import { receivingAt } from './sample-call.ts';

/** The requests for the rejections of one call, as the service makes them and as its attempts are kept. */
export interface Asking {
  /** Whether one was carried out, or nobody can know. */
  readonly acted: 'no' | 'perhaps' | 'yes';
  readonly underWay: boolean;
  /** The answer of an earlier one is still missing, though another may have been made. */
  readonly isLate?: boolean;
  readonly goneAfterUnknown: GoneAfterUnknown;
}

export const notAsked: Asking = { acted: 'no', underWay: false, goneAfterUnknown: 'ACCEPTED' };

export interface Went {
  readonly asking: Asking;
  readonly change: Change | null;
}

export function ourPartIn({ acted, underWay, isLate }: Asking): OurRequests {
  if (acted !== 'no') return acted === 'yes' ? 'carried-out' : 'may-have-acted';
  if (isLate) return 'may-have-acted';
  return underWay ? 'in-flight' : 'no-effect';
}

/** Whether the service asks (again): the rejection is open, and nothing was heard that its last request decides. */
export function isToBeAsked({ status, rejection }: Call): boolean {
  return status === 'REJECTING' && rejection?.state === 'SENDING' && !rejection.heard;
}

export function hear(asking: Asking, call: Call, signal: CallSignal, now: Date): Change {
  return receiveSignal(call, signal, ourPartIn(asking), receivingAt(now));
}

/** The request under way comes to its end. */
export function answer(asking: Asking, call: Call, outcome: RejectOutcome, now: Date): Went {
  const before = partBefore(asking);
  const after = { ...asking, acted: actedAfter(asking, outcome), underWay: false };
  const { goneAfterUnknown } = asking;
  const a = { ...receivingAt(now), goneAfterUnknown };
  if (outcome.is === 'not-done' || outcome.is === 'unknown') {
    const heard = settleHeardEnd(call, partBefore(after), a);
    return { asking: after, change: heard ?? givenUp(call, outcome, before, now) };
  }
  return { asking: after, change: settleReject(call, outcome, before, a) };
}

/** The answer of the earlier request comes: it had done nothing. */
export function answerLate(asking: Asking, call: Call, now: Date): Went {
  const after = { ...asking, isLate: false };
  const { acted, underWay } = after;
  const open = underWay ? 'unanswered' : 'no-effect';
  const others = acted === 'no' ? open : 'may-have-acted';
  const change = hearLateAnswer(call, { others, counted: true }, receivingAt(now));
  return { asking: after, change };
}

function givenUp(
  call: Call,
  outcome: RejectOutcome,
  ours: AnsweredRequests,
  now: Date,
): Change | null {
  if (outcome.is !== 'not-done' || outcome.retryAfterMs === undefined) return null;
  const deadlineMs = call.ringDeadlineAt?.getTime() ?? Number.POSITIVE_INFINITY;
  if (now.getTime() + outcome.retryAfterMs < deadlineMs) return null;
  const { problem, retryAfterMs } = outcome;
  return giveUpReject(call, ours, { now, last: problem, retryAfterMs });
}

export function partBefore(asking: Asking): AnsweredRequests {
  const ours = ourPartIn({ ...asking, underWay: false });
  return ours === 'in-flight' ? 'no-effect' : ours;
}

function actedAfter({ acted }: Asking, { is }: RejectOutcome): Asking['acted'] {
  if (acted === 'yes' || is === 'done' || is === 'under-way') return 'yes';
  return is === 'unknown' ? 'perhaps' : acted;
}
