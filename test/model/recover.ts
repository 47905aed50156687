import { claimDueEffects } from '../../src/db/effects/claim-effects.ts';
import { shortenLeasesOfDeadOwners } from '../../src/db/effects/take-over-leases.ts';
import type { Parts } from '../../src/use-cases/dependencies.ts';
import { carryOut } from '../../src/use-cases/work/carry-out.ts';
import { takeLease } from '../../src/use-cases/work/lease.ts';
import { passRingLimits } from '../../src/use-cases/work/pass-ring-limits.ts';

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
  await shortenLeasesOfDeadOwners(parts.db, claim);
}
