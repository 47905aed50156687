import { defaultScopes } from '../../../src/access/default-scopes.ts';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Call } from '../../../src/call/call.ts';
import type {
  ApiKeyId,
  CallerId,
  CallId,
  EffectId,
  LineId,
  ProviderCallId,
  RejectionId,
  TenantId,
} from '../../../src/call/ids.ts';
import type { Decision } from '../../../src/policies/decision.ts';
import { defaultPerimeter } from '../../../src/policies/perimeter.ts';
import type { Caller } from '../../../src/use-cases/calls.ts';
import type { Line } from '../../../src/use-cases/lines.ts';

export const tenantId = 'ten_1' as TenantId;
export const lineId = 'line_1' as LineId;
export const ringingAt = new Date('2026-01-31T08:00:00.000Z');

export const lineKeyViewer: Viewer = {
  tenantId,
  keyId: 'key_line' as ApiKeyId,
  name: 'reception',
  lines: [lineId],
  scopes: defaultScopes([lineId]),
};

export const tenantKeyViewer: Viewer = {
  tenantId,
  keyId: 'key_tenant' as ApiKeyId,
  name: 'operations',
  lines: 'ALL',
  scopes: defaultScopes('ALL'),
};

export function sampleLine(): Line {
  return {
    id: lineId,
    name: 'Reception',
    provider: 'PILOT_STATUS',
    timeZone: 'UTC',
    ringLimitMs: 45_000,
    baseUrl: 'https://pilotstatus.example',
    registeredAt: ringingAt,
    abilities: {
      rejection: 'CONFIRMED',
      confirmedByEvent: true,
      canText: true,
      canBlock: false,
      repliesByItself: false,
    },
    perimeter: defaultPerimeter,
  };
}

export function sampleCaller(number: number): Caller {
  return {
    id: `clr_${number}` as CallerId,
    phone: `+55119000000${number}`,
    addresses: [`phone:+55119000000${number}`],
  };
}

/** Frozen, as a store may well hand it out. */
export function sampleCall(number: number): Call {
  return Object.freeze({
    tenantId,
    id: `call_${number}` as CallId,
    lineId,
    providerCallId: `provider-${number}` as ProviderCallId,
    callerId: `clr_${number}` as CallerId,
    callerAtProvider: `55119000000${number}`,
    direction: 'INBOUND',
    media: 'VOICE',
    status: 'RINGING',
    inferred: false,
    callerIsGroup: false,
    leg: 1,
    providerForbidsReject: false,
    refined: false,
    revision: 1,
    ringingAt,
  } satisfies Call);
}

export function rejecting(call: Call): Call {
  return {
    ...call,
    status: 'REJECTED',
    endReason: 'REJECTED_BY_US',
    revision: 2,
    rejection: {
      id: 'rej_1' as RejectionId,
      effectId: 'eff_1' as EffectId,
      state: 'ACCEPTED',
      reason: 'DECLINED',
      requestedBy: { kind: 'CLIENT', name: 'reception' },
      requestedAt: ringingAt,
      decidedInMs: 1.5,
    },
  };
}

/** A provider without this call answered our request to reject it. The call may still ring for `ringLimitMs`. */
export function inferredOver(call: Call, ringLimitMs: number): Call {
  return {
    ...rejecting(call),
    status: 'ENDED',
    endReason: undefined,
    inferred: true,
    ringDeadlineAt: new Date(call.ringingAt.getTime() + ringLimitMs),
    rejection: {
      id: 'rej_1' as RejectionId,
      state: 'ALREADY_OVER',
      inferred: true,
      reason: 'DECLINED',
      requestedBy: { kind: 'CLIENT', name: 'reception' },
      requestedAt: ringingAt,
    },
  };
}

export const sampleDecision: Decision = {
  verdict: 'ring',
  would: { verdict: 'reject', by: { kind: 'quiet-hours', policy: 0, name: 'Nights' } },
  sentence: 'Rings; would be rejected by "Nights".',
  causes: [
    { kind: 'leg-cap', mode: 'ENFORCE', verdict: 'lets-ring', because: 'leg 3', facts: { leg: 3 } },
    {
      kind: 'quiet-hours',
      policy: 0,
      name: 'Nights',
      mode: 'OBSERVE',
      verdict: 'rejects',
      because: 'the line is closed',
      facts: { open: false },
      heldBackBy: 'leg-cap',
    },
  ],
};
