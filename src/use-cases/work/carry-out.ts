import type { Call } from '../../call/call.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import type { Dependencies } from '../dependencies.ts';
import { carryOutBlock } from './carry-out-block.ts';
import { carryOutReject } from './carry-out-reject.ts';
import { carryOutText } from './carry-out-text.ts';
import type { Lease } from './lease.ts';
import { firstAttempt, type Work } from './work.ts';

/**
 * Makes one attempt at an effect that is leased to this process, and records its outcome. Returns the changed call, or
 * null if it did not change.
 */
export function carryOut(deps: Dependencies, work: Work): Promise<Call | null> {
  if (!deps.tracing) return attempt(deps, work);
  const { callId, lineId, id: effectId, attempt: number } = work.effect;
  const traced = { callId, lineId, effectId, kind: work.effect.work.kind, number };
  return deps.tracing.attempt(traced, () => attempt(deps, work));
}

function attempt(deps: Dependencies, work: Work): Promise<Call | null> {
  switch (work.effect.work.kind) {
    case 'reject':
      return carryOutReject(deps, work, work.effect.work.request);
    case 'text':
      return carryOutText(deps, work, work.effect.work.request);
    case 'block':
    case 'unblock':
      return carryOutBlock(deps, work, work.effect.work.kind, work.effect.work.request);
  }
}

/**
 * Starts the effects of a change. A reject, which must not wait, was inserted with a lease of this process and is sent at once.
 * Texts and blocks were inserted without a lease, and the effect pool, which `onDue` wakes, claims them first: an unclaimed text
 * was certainly not sent, so it can still be sent if this process dies.
 */
export function carryOutNew(deps: Dependencies, change: Change, lease: Lease): void {
  for (const effect of change.effects) {
    if (effect.kind !== 'reject') deps.onDue(effect.kind, 0);
    else deps.background.run('reject', () => carryOut(deps, firstAttempt(change, effect, lease)));
  }
}
