import type { Actor } from '../actor.ts';
import { type Call, isRejectable, mayStillRing } from '../call.ts';
import type { EffectId, RejectionId } from '../ids.ts';
import type { Problem } from '../problem.ts';
import type { Rejection, RejectReason, WishedText } from '../rejection.ts';
import { isOver } from '../status.ts';
import { type Change, startChange } from './change.ts';
import { type CallerFate, callerFate, wishedFollowUp } from './follow-up-steps.ts';
import { passRingLimit } from './pass-ring-limit.ts';
import { cameToNothing } from './rejection-steps.ts';

export interface RejectCommand {
  readonly rejectionId: RejectionId;
  readonly effectId: EffectId;
  readonly reason: RejectReason;
  readonly by: Actor;
  readonly followUp?: WishedText;
  /** The kind of policy that wishes it. */
  readonly byPolicy?: string;
  readonly now: Date;
  /** When the wish reached us, to tell how long the decision took. */
  readonly askedAt: Date;
}

export type RejectDecision =
  /** Recorded: with an effect if the provider is to be asked. */
  | { readonly is: 'change'; readonly change: Change }
  /** Somebody has already wished it. */
  | { readonly is: 'standing'; readonly rejection: Rejection }
  | { readonly is: 'not-rejectable'; readonly because: string };

/** Somebody wishes to reject a call. */
export function requestReject(call: Call, command: RejectCommand): RejectDecision {
  if (call.direction === 'OUTBOUND') {
    return { is: 'not-rejectable', because: 'the call is outbound: end it where it was started' };
  }
  if (call.rejection && stands(call, call.rejection, command.now)) {
    return { is: 'standing', rejection: call.rejection };
  }
  const ours = call.rejection?.mayHaveActed ? 'possible' : 'none';
  const rangOut = passRingLimit(call, command.now, ours);
  if (rangOut) return { is: 'change', change: foundOver(rangOut.call, command, rangOut) };
  if (isRejectable(call, command.now)) return { is: 'change', change: begin(call, command) };
  if (call.status === 'RINGING') return { is: 'change', change: refuseUnasked(call, command) };
  return { is: 'change', change: foundOver(call, command) };
}

/**
 * A refused or expired wish may be repeated: nothing came of it, and the reason may be gone.
 * So may one of which we only concluded that it came too late.
 */
function stands(call: Call, { state }: Rejection, now: Date): boolean {
  return state !== 'REFUSED' && state !== 'EXPIRED' && !mayStillRing(call, now);
}

function begin(call: Call, command: RejectCommand): Change {
  const change = startChange(call);
  const mayHaveActed = call.rejection?.mayHaveActed;
  const patch = {
    status: 'REJECTING',
    endReason: undefined,
    endedAt: undefined,
    inferred: false,
    rejection: {
      ...wish(command),
      effectId: command.effectId,
      ...(mayHaveActed && { mayHaveActed }),
    },
    rejectedByPolicy: command.byPolicy,
    copyVariant: command.byPolicy && command.followUp?.variant,
  } as const;
  change.step('REJECT_REQUESTED', command.by, command.now, patch, command.reason);
  change.addEffect({
    kind: 'reject',
    id: command.effectId,
    deadlineAt: call.ringDeadlineAt ?? command.now,
    request: {
      providerCallId: call.providerCallId,
      callerAtProvider: call.callerAtProvider,
      reason: command.reason,
    },
  });
  return change.done();
}

function foundOver(call: Call, command: RejectCommand, before?: Change): Change {
  const change = startChange(call);
  const rejection = cameToNothing(wish(command), 'ALREADY_OVER', command.now, {
    caller: fateOf(call),
    ...(call.inferred && { inferred: true }),
  });
  const cause = isOver(call.status) ? 'the call was over' : 'somebody had answered';
  change.step('REJECT_FOUND_CALL_OVER', command.by, command.now, { rejection }, cause);
  const found = change.done();
  if (before === undefined) return found;
  return { ...found, before: before.before, entries: [...before.entries, ...found.entries] };
}

function fateOf({ status, endReason, inferred, answeredAt }: Call): CallerFate {
  if (answeredAt !== undefined) return 'answered';
  return inferred ? 'unknown' : callerFate(status, endReason);
}

const forbidden: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider says that this call cannot be rejected; it was not asked.',
};

function refuseUnasked(call: Call, command: RejectCommand): Change {
  const change = startChange(call);
  const rejection = cameToNothing(wish(command), 'REFUSED', command.now, { problem: forbidden });
  change.step('REJECT_REFUSED', command.by, command.now, { rejection }, forbidden.message);
  return change.done();
}

function wish(command: RejectCommand): Rejection {
  return {
    id: command.rejectionId,
    state: 'SENDING',
    reason: command.reason,
    requestedBy: command.by,
    requestedAt: command.now,
    decidedInMs: command.now.getTime() - command.askedAt.getTime(),
    ...(command.followUp && { followUp: wishedFollowUp(command.followUp) }),
  };
}
