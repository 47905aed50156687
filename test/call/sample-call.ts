import type { Actor } from '../../src/call/actor.ts';
import type { Call } from '../../src/call/call.ts';
import type {
  CallerId,
  CallId,
  EffectId,
  LineId,
  ProviderCallId,
  RejectionId,
  TenantId,
} from '../../src/call/ids.ts';
import { firstSignal } from '../../src/call/lifecycle/first-signal.ts';
import type { RejectCommand } from '../../src/call/lifecycle/request-reject.ts';
import type { CallSignal, SignalKind } from '../../src/call/signal.ts';

export const provider: Actor = { kind: 'PROVIDER', name: 'provider' };
export const agent: Actor = { kind: 'CLIENT', name: 'agent' };
export const start = new Date('2026-03-01T12:00:00.000Z');
export const ringLimitMs = 45_000;

export const fresh = {
  tenantId: 'ten_1' as TenantId,
  lineId: 'line_1' as LineId,
  callId: 'call_1' as CallId,
  callerId: 'clr_1' as CallerId,
  ringLimitMs,
};

export function signalOf(kind: SignalKind, more: Partial<CallSignal> = {}): CallSignal {
  return {
    kind,
    providerCallId: 'provider-1' as ProviderCallId,
    aliases: [],
    dedupeKey: 'any',
    ...more,
  };
}

let ids = 0;

/** Thousands are made in a test: random ids would take most of its time. */
export function receivingAt(now: Date) {
  return { now, provider, textEffectId: `eff_${++ids}` as EffectId };
}

export function commandAt(now: Date, more: Partial<RejectCommand> = {}): RejectCommand {
  const rejectionId = `rej_${++ids}` as RejectionId;
  const effectId = `eff_${ids}` as EffectId;
  return { rejectionId, effectId, reason: 'DECLINED', by: agent, now, askedAt: now, ...more };
}

export const later = (ms: number) => new Date(start.getTime() + ms);

export function ringingCall(more: Partial<Call> = {}): Call {
  const { call } = firstSignal(signalOf({ is: 'ringing' }), fresh, receivingAt(start));
  return { ...call, ...more };
}
