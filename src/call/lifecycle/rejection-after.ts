import type { Call } from '../call.ts';
import type { Rejection } from '../rejection.ts';
import type { CallStatus, EndReason } from '../status.ts';
import { type CallerFate, callerFate } from './follow-up-steps.ts';
import { asFailed, asSucceeded } from './rejection-steps.ts';

/** The call's state after a report by the provider. */
export interface NewState {
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  /** It was reported late, so earlier reports may be missing. */
  readonly late: boolean;
}

/** The rejection after the call has changed its state. */
export function rejectionAfter(call: Call, newState: NewState, now: Date): Rejection | undefined {
  const { rejection } = call;
  if (rejection === undefined) return undefined;
  if (newState.endReason === 'REJECTED_BY_US') return asSucceeded(rejection, 'CONFIRMED', now);
  if (newState.status === 'REDIRECTED') return asFailed(rejection, 'REDIRECTED', now);
  // An outcome from the provider's answer stays; an inferred one is corrected.
  if (call.status !== 'REJECTING' && !rejection.inferred) return rejection;
  return asFailed(rejection, 'ALREADY_OVER', now, { caller: fateIn(newState) });
}

function fateIn({ status, endReason, late }: NewState): CallerFate {
  return late ? 'unknown' : callerFate(status, endReason);
}
