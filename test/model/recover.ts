import { carryOut } from '../../src/calls/carry-out.ts';
import { takeLease } from '../../src/calls/lease.ts';
import type { Parts } from '../../src/calls/parts.ts';
import { passRingLimits } from '../../src/calls/pass-ring-limits.ts';
import { claimDueEffects, cutLeasesOfTheDead } from '../../src/db/effects.ts';

/** One look of the recovery, without its pool: the model says when. */
export async function recoverOnce(parts: Parts): Promise<void> {
  await passRingLimits(parts);
  const lease = takeLease(parts);
  const kinds = ['reject', 'text', 'block', 'unblock'] as const;
  const claim = { owner: lease.owner, leaseMs: lease.ms, kinds, limit: 8, busyLines: [] };
  const claimed = await claimDueEffects(parts.db, claim);
  for (const effect of claimed) {
    parts.background.run(`recovered ${effect.work.kind}`, () => carryOut(parts, { effect, lease }));
  }
  await cutLeasesOfTheDead(parts.db, claim);
}
