import type { Facts } from '../facts.ts';
import { cannotTell, type Finding, passes, rejects } from '../finding.ts';
import type { VipPerimeter } from '../policy.ts';

export function judgeVipPerimeter(policy: VipPerimeter, { caller }: Facts): Finding {
  const seen = { tier: caller.tier ?? null, tierSource: caller.tierSource };
  const mayRing = policy.tiers.join(', ');
  if (policy.crm && caller.tierSource === 'CRM_SILENT') {
    const silent = 'the CRM did not say in time which tier the caller is in';
    if (policy.crm.whenSilent === 'RING') {
      return cannotTell(`${silent}, and the policy says to let it ring then`, seen);
    }
    return rejects(policy, byDefault, `${silent}, and the policy says to reject then`, seen);
  }
  if (policy.crm && caller.tierSource === 'CRM_NOT_ASKED') {
    return cannotTell('the CRM was not asked about a caller who rings in any case', seen);
  }
  if (caller.tier === undefined) {
    return rejects(policy, byDefault, `the caller has no tier, and only ${mayRing} may ring`, seen);
  }
  const listed = policy.tiers.some((tier) => isSameTier(tier, caller.tier ?? ''));
  if (listed) return passes(`the caller's tier, ${caller.tier}, may ring`, seen);
  const because = `the caller's tier is ${caller.tier}, and only ${mayRing} may ring`;
  return rejects(policy, byDefault, because, seen);
}

const byDefault = { reason: 'DECLINED' } as const;

/** People and CRMs write VIP and Vip, and mean one tier. */
function isSameTier(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
