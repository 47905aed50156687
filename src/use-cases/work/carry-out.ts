import type { Call } from '../../call/call.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import type { Parts } from '../dependencies.ts';
import { carryOutBlock } from './carry-out-block.ts';
import { carryOutReject } from './carry-out-reject.ts';
import { carryOutText } from './carry-out-text.ts';
import type { Lease } from './lease.ts';
import { firstAttempt, type Work } from './work.ts';

/** Tries an effect that is leased to this process, once, and records what came of it. Answers the call after that, if it changed. */
export function carryOut(parts: Parts, work: Work): Promise<Call | null> {
  switch (work.effect.work.kind) {
    case 'reject':
      return carryOutReject(parts, work, work.effect.work.request);
    case 'text':
      return carryOutText(parts, work, work.effect.work.request);
    case 'block':
    case 'unblock':
      return carryOutBlock(parts, work, work.effect.work.kind, work.effect.work.request);
  }
}

/**
 * Sends on its way what a change has brought with it. A reject was recorded as ours and goes out now.
 * A text is due and waits to be claimed: only so can a text that was never tried be told from one that may have been sent.
 */
export function carryOutNew(parts: Parts, change: Change, lease: Lease): void {
  for (const effect of change.effects) {
    if (effect.kind !== 'reject') parts.onDue(effect.kind, 0);
    else parts.background.run('reject', () => carryOut(parts, firstAttempt(change, effect, lease)));
  }
}
