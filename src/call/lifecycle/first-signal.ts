import type { Call } from '../call.ts';
import { isGroup } from '../caller-address.ts';
import type { CallerId, CallId, LineId, TenantId } from '../ids.ts';
import { journalKindOf } from '../journal.ts';
import type { CallSignal } from '../signal.ts';
import { isOver } from '../status.ts';
import { type Change, startCall } from './change.ts';
import { nextStatus } from './next-status.ts';
import { happenedAt, type ReceiveContext } from './receive-signal.ts';

export interface NewCall {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  readonly callId: CallId;
  readonly callerId: CallerId;
  readonly ringLimitMs: number;
  /** The preceding leg of the same customer's call. */
  readonly previousLeg?: { readonly id: CallId; readonly leg: number };
}

/**
 * Creates a call from the first signal about it, which may not be its ring: events overtake each other, and this service
 * may have been down. The call begins in the state that the signal reports.
 */
export function firstSignal(signal: CallSignal, newCall: NewCall, context: ReceiveContext): Change {
  const at = happenedAt(signal, context.now);
  const change = startCall(initialCall(signal, newCall, at));
  if (signal.kind.is === 'ringing') return ring(at, change, context);
  const late = signal.deliveredLate === true;
  // 'no-effect': no request of ours can have been sent for a call that was not known.
  const transition = nextStatus(change.call, signal.kind, 'no-effect', late);
  if (transition.is !== 'becomes') {
    change.step(
      'NOTED',
      context.provider,
      at,
      {},
      `${signal.kind.is}: the first signal about this call`,
    );
    return change.done();
  }
  change.step(journalKindOf(transition.status), context.provider, at, {
    status: transition.status,
    endReason: transition.endReason,
    ...(transition.status === 'ANSWERED' && { answeredAt: at }),
    ...(isOver(transition.status) && { endedAt: at }),
  });
  return change.done();
}

/** A ring that is reported after its ring limit is recorded as missed at once. */
function ring(at: Date, change: ReturnType<typeof startCall>, context: ReceiveContext): Change {
  change.step('RANG', context.provider, at);
  const rangOut =
    change.call.ringDeadlineAt !== undefined && change.call.ringDeadlineAt <= context.now;
  if (!rangOut) return change.done();
  const cause = 'the ring was reported too late to act on';
  change.step(
    'MISSED',
    context.provider,
    context.now,
    { status: 'MISSED', endReason: 'UNKNOWN', inferred: true, endedAt: context.now },
    cause,
  );
  return change.done();
}

function initialCall(signal: CallSignal, newCall: NewCall, ringingAt: Date): Call {
  return {
    tenantId: newCall.tenantId,
    id: newCall.callId,
    lineId: newCall.lineId,
    providerCallId: signal.providerCallId,
    callerId: newCall.callerId,
    callerAtProvider: signal.caller?.atProvider ?? '',
    dialled: signal.dialled,
    // Not every event tells the direction and the media. Then the usual ones are assumed.
    direction: signal.direction ?? 'INBOUND',
    media: signal.media ?? 'VOICE',
    status: 'RINGING',
    inferred: false,
    callerIsGroup: signal.inGroup === true || isGroup(signal.caller?.addresses ?? []),
    conversationId: signal.conversationId,
    leg: (newCall.previousLeg?.leg ?? 0) + 1,
    previousLegId: newCall.previousLeg?.id,
    providerForbidsReject: signal.forbidsReject ?? false,
    refined: false,
    revision: 0,
    ringingAt,
    ringDeadlineAt: new Date(ringingAt.getTime() + newCall.ringLimitMs),
  };
}
