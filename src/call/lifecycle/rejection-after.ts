import type { Call } from '../call.ts';
import type { Evidence, OurRequests, Rejection } from '../rejection.ts';
import type { SignalKind } from '../signal.ts';
import type { CallStatus, EndReason } from '../status.ts';
import { type CallerFate, callerFate } from './follow-up-steps.ts';
import { isOurs } from './next-status.ts';
import { asFailed, asInferred, asSucceeded } from './rejection-steps.ts';

/** The call's state after a report by the provider. */
export interface NewState {
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  /** The state was reported late, so earlier reports may be missing. */
  readonly late: boolean;
  /** The provider did not report this state, or did not report that our request caused it. */
  readonly inferred: boolean;
  /** Present if the provider reported an end without its cause, and a request of ours may have caused it. */
  readonly byWhom?: 'unknown';
}

/** The rejection after the call has changed its state. */
export function rejectionAfter(call: Call, newState: NewState, now: Date): Rejection | undefined {
  if (call.rejection === undefined) return undefined;
  // `heard` is a reported end that waited for the answer to the request in flight. The new state takes its place.
  const { heard: _, ...rejection } = call.rejection;
  const { inferred } = newState;
  if (newState.endReason === 'REJECTED_BY_US') {
    return inferred
      ? asInferred(rejection, 'ACCEPTED', now)
      : asSucceeded(rejection, 'CONFIRMED', now);
  }
  if (newState.status === 'REDIRECTED') {
    // Our request returned the call to its queue. This is settled like a failure, because the caller waits again and is not texted.
    return inferred
      ? asInferred(rejection, 'REDIRECTED', now)
      : asFailed(rejection, 'REDIRECTED', now);
  }
  // A rejection is open while its call is REJECTING, if its outcome was inferred, if it expired before an answer, or if a call that ended
  // for an unknown reason turns out to have been answered. In any other case the provider's answer has decided it.
  const isExplained = call.endReason === 'UNKNOWN' && newState.endReason === 'COMPLETED';
  const isOpen =
    call.status === 'REJECTING' ||
    rejection.inferred ||
    rejection.state === 'EXPIRED' ||
    isExplained;
  if (!isOpen) return afterAnswer(rejection);
  return asFailed(rejection, 'ALREADY_OVER', now, {
    caller: fateIn(newState),
    ...(newState.byWhom && { inferred: true }),
  });
}

/**
 * The rejection stays as answered. If only the answer had confirmed it (`byAnswerAlone`), this report contradicts that: it is now merely
 * accepted.
 */
function afterAnswer({ byAnswerAlone, ...rejection }: Rejection): Rejection {
  return byAnswerAlone ? { ...rejection, state: 'ACCEPTED' } : rejection;
}

function fateIn({ status, endReason, late, byWhom }: NewState): CallerFate {
  return late || byWhom ? 'unknown' : callerFate(status, endReason);
}

/** The part of a report that is kept as evidence. */
export interface ReportedEnd {
  readonly kind: SignalKind;
  /** The provider marked the report as delivered late. */
  readonly late: boolean;
  /** The report was inferred, because the provider no longer lists the call. */
  readonly inferred: boolean;
  /** What our requests to reject the call may have done to it. */
  readonly ourRequests: OurRequests;
}

/** The rejection with the report on which it rests, if a late answer may still show that it was not our doing (`hearLateAnswer`). */
export function withEvidence(
  rejection: Rejection,
  { kind, late, inferred, ourRequests }: ReportedEnd,
): Rejection {
  if (ourRequests !== 'may-have-acted') return rejection;
  // `nextStatus` counts only reports of these kinds as our rejection.
  const is = kind.is as Evidence['is'];
  return { ...rejection, restsOn: { is, ...(late && { late }), ...(inferred && { inferred }) } };
}

/**
 * What a report that changes nothing adds to a call whose rejection was inferred without any report: itself, as evidence. If a late answer
 * shows that the rejection was not our doing, the report tells how the call ended. Empty if there is nothing to add.
 */
export function evidenceOfEnd(call: Call, report: ReportedEnd): Partial<Call> {
  const { inferred, rejection } = call;
  const isEvidence = report.kind.is === 'rejected-or-over' && !report.inferred;
  if (!isEvidence || !inferred || !isOurs(call) || !rejection || rejection.restsOn) return {};
  return { rejection: withEvidence(rejection, report) };
}
