import type { Call } from '../../call/call.ts';
import type { Change, NewEffect } from '../../call/lifecycle/change.ts';
import type { ClaimedEffect } from '../../db/effects/claim-effects.ts';
import type { Lease } from './lease.ts';

/** An effect and the lease under which this process carries it out. */
export interface Work {
  readonly effect: ClaimedEffect;
  readonly lease: Lease;
  /** The call as this process has just recorded it, so that it need not be read again. */
  readonly call?: Call;
}

/** The fields that a claim would read for an effect that this process has just recorded. */
const firstState = { attempt: 1, abandoned: false, isNeeded: true, isStopped: false } as const;

export function firstAttempt(change: Change, effect: NewEffect, lease: Lease): Work {
  const { tenantId, id: callId, lineId } = change.call;
  const { id, deadlineAt } = effect;
  // What earlier requests to reject the call may have done. `mayHaveActed` is from an earlier rejection: for this one nothing was sent.
  const ourRequests = change.call.rejection?.mayHaveActed ? 'may-have-acted' : 'no-effect';
  // TypeScript cannot see that the kind and the request belong together.
  const work = { kind: effect.kind, request: effect.request } as ClaimedEffect['work'];
  return {
    effect: { ...firstState, tenantId, id, callId, lineId, deadlineAt, ourRequests, work },
    lease,
    call: change.call,
  };
}
