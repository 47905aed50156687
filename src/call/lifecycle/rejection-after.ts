import type { Call } from '../call.ts';
import type { Rejection } from '../rejection.ts';
import type { CallStatus, EndReason } from '../status.ts';
import { type CallerFate, callerFate } from './follow-up-steps.ts';
import { asFailed, succeeded } from './rejection-steps.ts';

/** What the provider has said that became of the call. */
export interface Became {
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  /** It was told late, so that something may have come before it. */
  readonly late: boolean;
}

/** What that makes of the call's rejection. */
export function rejectionAfter(call: Call, became: Became, now: Date): Rejection | undefined {
  const { rejection } = call;
  if (rejection === undefined) return undefined;
  if (became.endReason === 'REJECTED_BY_US') return succeeded(rejection, 'CONFIRMED', now);
  if (became.status === 'REDIRECTED') return asFailed(rejection, 'REDIRECTED', now);
  // What the provider had answered stands; what we concluded does not.
  if (call.status !== 'REJECTING' && !rejection.inferred) return rejection;
  return asFailed(rejection, 'ALREADY_OVER', now, { caller: fateIn(became) });
}

function fateIn({ status, endReason, late }: Became): CallerFate {
  return late ? 'unknown' : callerFate(status, endReason);
}
