import type { Call } from '../call.ts';
import type { Rejection } from '../rejection.ts';
import type { CallStatus, EndReason } from '../status.ts';
import { type CallerFate, callerFate } from './follow-up-steps.ts';
import { asFailed, asInferred, asSucceeded } from './rejection-steps.ts';

/** The call's state after a report by the provider. */
export interface NewState {
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  /** The state was reported late, so earlier reports may be missing. */
  readonly late: boolean;
  /** The provider did not report that our request caused this state: it was inferred. */
  readonly inferred: boolean;
  /** A request of ours may have ended the call, but the provider has not reported it. */
  readonly byWhom?: 'unknown';
}

/** The rejection after the call has changed its state. */
export function rejectionAfter(call: Call, newState: NewState, now: Date): Rejection | undefined {
  if (call.rejection === undefined) return undefined;
  // `heard` is an end that was kept until the answer to the request in flight. The new state uses it up.
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
