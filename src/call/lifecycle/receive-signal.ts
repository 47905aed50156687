import type { Actor } from '../actor.ts';
import type { Call } from '../call.ts';
import type { JournalKind } from '../journal.ts';
import type { Rejection } from '../rejection.ts';
import type { CallSignal } from '../signal.ts';
import { type CallStatus, isOver } from '../status.ts';
import { type Change, type ChangeBuilder, startChange } from './change.ts';
import { callerFate, heardOfCaller } from './follow-up-steps.ts';
import { type Move, nextStatus } from './next-status.ts';
import {
  cameToNothing,
  isUnconfirmed,
  type Settling,
  sendFollowUp,
  succeeded,
} from './rejection-steps.ts';

export interface Receiving extends Settling {
  readonly provider: Actor;
}

/** A provider's clock may be ahead: nothing happens after we have heard of it. */
export function happenedAt({ occurredAt }: CallSignal, now: Date): Date {
  return occurredAt && occurredAt < now ? occurredAt : now;
}

/** A provider told us something about a call we know. Always recorded, whether or not it changes anything. */
export function receiveSignal(call: Call, signal: CallSignal, r: Receiving): Change {
  const change = startChange(call);
  const at = happenedAt(signal, r.now);
  const move = nextStatus(call, signal.kind, signal.deliveredLate);
  switch (move.is) {
    case 'nothing':
      change.step(
        'NOTED',
        r.provider,
        at,
        learned(call, signal),
        `${signal.kind.is}: ${move.because}`,
      );
      return change.done();
    case 'confirms':
      change.step('REJECT_CONFIRMED', r.provider, at, { rejection: confirmed(call, r.now) });
      sendFollowUp(change, call.rejection, r);
      return change.done(true);
    case 'becomes':
      become(change, move, signal, at, r);
      sendFollowUp(change, call.rejection, r);
      return change.done(call.status === 'REJECTING');
  }
}

function become(
  change: ChangeBuilder,
  move: Extract<Move, { is: 'becomes' }>,
  signal: CallSignal,
  at: Date,
  r: Receiving,
): void {
  const before = change.call;
  const rangOnAfterYes =
    before.rejection && isUnconfirmed(before.rejection) && move.status !== 'REJECTED';
  if (rangOnAfterYes && (move.status === 'ANSWERED' || before.status === 'REJECTED')) {
    const cause = 'the provider had said yes to the rejection, and the call rang on';
    change.step('REJECT_INEFFECTIVE', r.provider, at, {}, cause);
  }
  const rejection = rejectionAfter(before, move, r.now);
  change.step(journalKindOf(move.status), r.provider, at, {
    ...learned(before, signal),
    status: move.status,
    endReason: move.endReason,
    inferred: false,
    refined: before.refined || isOver(before.status),
    ...(move.status === 'ANSWERED' && { answeredAt: at }),
    endedAt: isOver(move.status) ? at : undefined,
    ...(rejection && { rejection }),
  });
}

function rejectionAfter(
  call: Call,
  { status, endReason }: Extract<Move, { is: 'becomes' }>,
  now: Date,
): Rejection | undefined {
  const rejection = call.rejection;
  if (rejection === undefined) return undefined;
  if (status === 'REJECTED' && endReason === 'REJECTED_BY_US') return confirmed(call, now);
  const fate = callerFate(status, endReason);
  if (call.status !== 'REJECTING') return heardOfCaller(rejection, fate, now);
  if (status === 'REDIRECTED') return cameToNothing(rejection, 'REDIRECTED', now);
  return cameToNothing(rejection, 'ALREADY_OVER', now, { caller: fate });
}

function confirmed({ rejection }: Call, now: Date): Rejection | undefined {
  return rejection && succeeded(rejection, 'CONFIRMED', now);
}

/** What a signal tells about the call beside its status, where nothing was known before. */
function learned(call: Call, signal: CallSignal): Partial<Call> {
  return {
    ...(call.callerAtProvider === '' &&
      signal.caller && { callerAtProvider: signal.caller.atProvider }),
    ...(signal.forbidsReject !== undefined && { providerForbidsReject: signal.forbidsReject }),
  };
}

export function journalKindOf(status: CallStatus): JournalKind {
  switch (status) {
    case 'RINGING':
      return 'RANG';
    case 'REJECTING':
      return 'REJECT_REQUESTED';
    default:
      return status;
  }
}
