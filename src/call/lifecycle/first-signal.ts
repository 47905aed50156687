import type { Call, CallDirection, CallMedia } from '../call.ts';
import { isGroup } from '../caller-address.ts';
import type { CallerId, CallId, LineId, TenantId } from '../ids.ts';
import type { CallSignal } from '../signal.ts';
import { isOver } from '../status.ts';
import { type Change, startCall } from './change.ts';
import { nextStatus } from './next-status.ts';
import { happenedAt, journalKindOf, type Receiving } from './receive-signal.ts';

export interface NewCall {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  readonly callId: CallId;
  readonly callerId: CallerId;
  readonly ringLimitMs: number;
  /** The leg of the same customer's call that was before this one. */
  readonly previousLeg?: { readonly id: CallId; readonly leg: number };
}

/**
 * The first we hear of a call, which need not be that it rings: events overtake each other, and we may have been away.
 * It begins in the state that the signal says.
 */
export function firstSignal(signal: CallSignal, fresh: NewCall, r: Receiving): Change {
  const at = happenedAt(signal, r.now);
  const change = startCall(unheard(signal, fresh, at));
  if (signal.kind.is === 'ringing') return ring(at, change, r);
  const move = nextStatus(change.call, signal.kind, 'no-effect');
  if (move.is !== 'becomes') {
    change.step('NOTED', r.provider, at, {}, `${signal.kind.is}: the first we hear of this call`);
    return change.done();
  }
  change.step(journalKindOf(move.status), r.provider, at, {
    status: move.status,
    endReason: move.endReason,
    ...(move.status === 'ANSWERED' && { answeredAt: at }),
    ...(isOver(move.status) && { endedAt: at }),
  });
  return change.done();
}

/** Clocks differ: an end and a ring so close together may be told in disorder. */
const apartMs = 1000;

/** A provider may use an id again. Only what it says itself to have rung after the known call was over begins another. */
export function ringsAgain(known: Call | null, { kind, occurredAt, deliveredLate }: CallSignal) {
  if (kind.is !== 'ringing' || deliveredLate || occurredAt === undefined) return false;
  if (known?.endedAt === undefined || known.inferred || !isOver(known.status)) return false;
  return occurredAt.getTime() > known.endedAt.getTime() + apartMs;
}

function ring(at: Date, change: ReturnType<typeof startCall>, r: Receiving): Change {
  change.step('RANG', r.provider, at);
  const rangOut = change.call.ringDeadlineAt !== undefined && change.call.ringDeadlineAt <= r.now;
  if (!rangOut) return change.done();
  const cause = 'news of the ring came too late to be of use';
  change.step(
    'MISSED',
    r.provider,
    r.now,
    {
      status: 'MISSED',
      endReason: 'UNKNOWN',
      inferred: true,
      endedAt: r.now,
    },
    cause,
  );
  return change.done();
}

function unheard(signal: CallSignal, fresh: NewCall, ringingAt: Date): Call {
  return {
    tenantId: fresh.tenantId,
    id: fresh.callId,
    lineId: fresh.lineId,
    providerCallId: signal.providerCallId,
    callerId: fresh.callerId,
    callerAtProvider: signal.caller?.atProvider ?? '',
    dialled: signal.dialled,
    direction: signal.direction ?? ('INBOUND' satisfies CallDirection),
    media: signal.media ?? ('VOICE' satisfies CallMedia),
    status: 'RINGING',
    inferred: false,
    callerIsGroup: signal.inGroup === true || isGroup(signal.caller?.addresses ?? []),
    conversationId: signal.conversationId,
    leg: (fresh.previousLeg?.leg ?? 0) + 1,
    previousLegId: fresh.previousLeg?.id,
    providerForbidsReject: signal.forbidsReject ?? false,
    refined: false,
    revision: 0,
    ringingAt,
    ringDeadlineAt: new Date(ringingAt.getTime() + fresh.ringLimitMs),
  };
}
