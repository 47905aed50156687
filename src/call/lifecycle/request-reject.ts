import type { Actor } from '../actor.ts';
import { type Call, isRejectable, mayStillRing } from '../call.ts';
import type { EffectId, RejectionId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import type { Rejection, RejectReason, TextPlan } from '../rejection.ts';
import { isOver } from '../status.ts';
import { type Change, joinChanges, startChange } from './change.ts';
import { type CallerFate, callerFate, plannedFollowUp } from './follow-up-steps.ts';
import { passRingLimit } from './pass-ring-limit.ts';
import { asFailed } from './rejection-steps.ts';

export interface RejectCommand {
  readonly rejectionId: RejectionId;
  readonly effectId: EffectId;
  readonly reason: RejectReason;
  readonly by: Actor;
  /** Absent if no text was asked for. */
  readonly followUp?: TextPlan;
  /** The kind of the policy that rejects; absent if a client rejects. */
  readonly byPolicy?: string;
  readonly now: Date;
  /** When the request or signal arrived, to measure how long the decision took. */
  readonly askedAt: Date;
}

export type RejectDecision =
  /** The change to record. It has an effect if a request to the provider follows. */
  | { readonly is: 'change'; readonly change: Change }
  /** An earlier request to reject the call is still valid. */
  | { readonly is: 'already-requested'; readonly rejection: Rejection }
  | { readonly is: 'not-rejectable'; readonly because: string };

/** A client or a policy requests to reject a call. */
export function requestReject(call: Call, command: RejectCommand): RejectDecision {
  if (call.direction === 'OUTBOUND') {
    return { is: 'not-rejectable', because: 'the call is outbound: end it where it was started' };
  }
  if (call.rejection && isStillValid(call, call.rejection, command.now)) {
    return { is: 'already-requested', rejection: call.rejection };
  }
  // What the requests of an earlier rejection of this call may have done.
  const ourRequests = call.rejection?.mayHaveActed ? 'may-have-acted' : 'no-effect';
  const rangOut = passRingLimit(call, command.now, ourRequests);
  if (rangOut) return { is: 'change', change: foundOver(rangOut.call, command, rangOut) };
  if (isRejectable(call, command.now)) return { is: 'change', change: begin(call, command) };
  // An inbound call that rings and cannot be rejected: the provider forbids it.
  if (call.status === 'RINGING') return { is: 'change', change: refuseForbidden(call, command) };
  return { is: 'change', change: foundOver(call, command) };
}

/**
 * A refused or expired rejection may be requested again, because what prevented it may have passed. So may one that found the call over
 * (ALREADY_OVER), if that end was only inferred (`mayStillRing`).
 */
function isStillValid(call: Call, { state }: Rejection, now: Date): boolean {
  return state !== 'REFUSED' && state !== 'EXPIRED' && !mayStillRing(call, now);
}

/** A call that may still ring (`mayStillRing`) loses the end that was inferred. */
function begin(call: Call, command: RejectCommand): Change {
  const change = startChange(call);
  const mayHaveActed = call.rejection?.mayHaveActed;
  const patch = {
    status: 'REJECTING',
    endReason: undefined,
    endedAt: undefined,
    inferred: false,
    rejection: {
      ...newRejection(command),
      effectId: command.effectId,
      ...(mayHaveActed && { mayHaveActed }),
    },
    rejectedByPolicy: command.byPolicy,
    // Only for statistics of policies: a client's text is no variant of the copy.
    copyVariant: command.byPolicy && command.followUp?.variant,
  } as const;
  change.step('REJECT_REQUESTED', command.by, command.now, patch, command.reason);
  change.addEffect({
    kind: 'reject',
    id: command.effectId,
    // Every call that rings has a ring limit; the fallback is for the type.
    deadlineAt: call.ringDeadlineAt ?? command.now,
    request: {
      providerCallId: call.providerCallId,
      callerAtProvider: call.callerAtProvider,
      reason: command.reason,
    },
  });
  return change.done();
}

/** No request is sent, because the call is over or was answered. `rangOut`, which ended the call just now, is recorded with this change. */
function foundOver(call: Call, command: RejectCommand, rangOut?: Change): Change {
  const change = startChange(call);
  const rejection = asFailed(newRejection(command), 'ALREADY_OVER', command.now, {
    caller: fateOf(call),
    ...(call.inferred && { inferred: true }),
  });
  const cause = isOver(call.status) ? 'the call was over' : 'the call had been answered';
  change.step('REJECT_FOUND_CALL_OVER', command.by, command.now, { rejection }, cause);
  const found = change.done();
  return rangOut ? joinChanges(rangOut, found) : found;
}

function fateOf({ status, endReason, inferred, answeredAt }: Call): CallerFate {
  if (answeredAt !== undefined) return 'answered';
  return inferred ? 'unknown' : callerFate(status, endReason);
}

const forbidden: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider reports that this call cannot be rejected, so no request was sent.',
};

/** The provider forbids rejecting this call, so no request is sent. */
function refuseForbidden(call: Call, command: RejectCommand): Change {
  const change = startChange(call);
  const rejection = asFailed(newRejection(command), 'REFUSED', command.now, { problem: forbidden });
  change.step('REJECT_REFUSED', command.by, command.now, { rejection }, forbidden.message);
  return change.done();
}

function newRejection(command: RejectCommand): Rejection {
  return {
    id: command.rejectionId,
    state: 'SENDING',
    reason: command.reason,
    requestedBy: command.by,
    requestedAt: command.now,
    decidedInMs: command.now.getTime() - command.askedAt.getTime(),
    ...(command.followUp && { followUp: plannedFollowUp(command.followUp) }),
  };
}
