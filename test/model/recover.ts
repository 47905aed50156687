import { claimDueEffects } from '../../src/db/effects/claim-effects.ts';
import { shortenLeasesOfDeadOwners } from '../../src/db/effects/take-over-leases.ts';
import type { Dependencies } from '../../src/use-cases/dependencies.ts';
import { carryOut } from '../../src/use-cases/work/carry-out.ts';
import { takeLease } from '../../src/use-cases/work/lease.ts';
import { passRingLimits } from '../../src/use-cases/work/pass-ring-limits.ts';

/** One look of the recovery, without its pool: the model says when. */
export async function recoverOnce(deps: Dependencies): Promise<void> {
  await passRingLimits(deps);
  const lease = takeLease(deps);
  const kinds = ['reject', 'text', 'block', 'unblock'] as const;
  const claim = { owner: lease.owner, leaseMs: lease.ms, kinds, limit: 8, busyLines: [] };
  const claimed = await claimDueEffects(deps.db, claim);
  for (const effect of claimed) {
    deps.background.run(`recovered ${effect.work.kind}`, () => carryOut(deps, { effect, lease }));
  }
  await shortenLeasesOfDeadOwners(deps.db, claim);
}
