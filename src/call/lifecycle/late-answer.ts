import type { Call } from '../call.ts';
import type { Evidence, OtherRequests, Rejection } from '../rejection.ts';
import { type Change, startChange } from './change.ts';
import { type CallerFate, callerFate, withdrawText } from './follow-up-steps.ts';
import { type Becomes, isOurs, kindOfHeard, nextStatus } from './next-status.ts';
import type { ReceiveContext } from './receive-signal.ts';
import { asFailed, sendFollowUp } from './rejection-steps.ts';

export interface LateAnswer {
  /** What the other requests to reject the call may have done. `unanswered`: the outcome of one is still open. `no-effect`: nothing. */
  readonly others: OtherRequests;
  /** Until this answer, the request counted as one that may have acted. */
  readonly counted: boolean;
}

/**
 * Applies an answer that comes too late to settle the rejection, and that says that its request did nothing. What was concluded
 * while the answer was missing is withdrawn if every other request did nothing either. The conclusion stands if another
 * request may have acted: then, and if nothing can have been concluded, returns null.
 */
export function hearLateAnswer(
  call: Call,
  { others, counted }: LateAnswer,
  context: ReceiveContext,
): Change | null {
  if (others === 'may-have-acted') return null;
  // Too early to withdraw the conclusion. The note is a change of the call, so that whatever is concurrently concluded from older
  // facts is decided again.
  if (others === 'unanswered') return note(call, context);
  // The end is recorded as our rejection.
  if (isOurs(call) && call.rejection) return withdraw(call, call.rejection, context);
  if (call.rejection?.mayHaveActed) return clearMayHaveActed(call, call.rejection, context);
  // A change that was decided while this request counted may be about to be recorded: the note makes it be decided again.
  return counted ? note(call, context) : null;
}

const cameLate = 'a request to reject was answered late: it had done nothing';
const nothingDone = `${cameLate}, and so had every other`;

function note(call: Call, context: ReceiveContext): Change {
  const change = startChange(call);
  change.step('NOTED', context.provider, context.now, {}, cameLate);
  return change.done();
}

/** Removes the mark `mayHaveActed`, because every request is now known to have done nothing. */
function clearMayHaveActed(
  call: Call,
  { mayHaveActed: _, ...rejection }: Rejection,
  context: ReceiveContext,
): Change {
  const change = startChange(call);
  change.step('NOTED', context.provider, context.now, { rejection }, nothingDone);
  return change.done();
}

/** The end turns out not to be our rejection. It is derived again from the provider's report alone, if there was one. */
function withdraw(
  call: Call,
  { mayHaveActed: _, restsOn, inferred: __, ...rejection }: Rejection,
  context: ReceiveContext,
): Change {
  const change = startChange(call);
  // `restsOn` is absent if the end was inferred without a report, or if a report of a rejection confirmed such an end later.
  const evidence = restsOn ?? (call.inferred ? undefined : ({ is: 'rejected' } as const));
  const end = evidence ? endWithoutUs(call, rejection, evidence) : unknownEnd;
  const inferred = evidence === undefined || evidence.inferred === true;
  const caller = fateIn(end, evidence);
  const failed = asFailed(withdrawText(rejection, caller), 'ALREADY_OVER', context.now, {
    caller,
    // Without a report, it is itself inferred that the call was over.
    ...(evidence === undefined && { inferred: true }),
  });
  const { status, endReason } = end;
  const patch = { status, endReason, inferred, rejection: failed };
  change.step('REJECT_FOUND_CALL_OVER', context.provider, context.now, patch, nothingDone);
  // The text to a caller who hung up may be due now. `rejection` is as it was before, and shows whether the text was due already.
  sendFollowUp(change, rejection, context);
  return change.done();
}

const unknownEnd: Becomes = { is: 'becomes', status: 'ENDED', endReason: 'UNKNOWN' };

/** The end that `nextStatus` would have derived from the report if we had sent no request. */
function endWithoutUs(call: Call, rejection: Rejection, { is, late }: Evidence): Becomes {
  const before: Call = { ...call, status: 'REJECTING', inferred: false, rejection };
  const kind = kindOfHeard({ is });
  const transition = nextStatus(before, kind, 'no-effect', late === true);
  return transition.is === 'becomes' ? transition : unknownEnd;
}

function fateIn({ status, endReason }: Becomes, evidence: Evidence | undefined): CallerFate {
  // If the report came late or was inferred, the call may have been answered before it, although no report says so.
  if (evidence === undefined || evidence.late || evidence.inferred) return 'unknown';
  return callerFate(status, endReason);
}
