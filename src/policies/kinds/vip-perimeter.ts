import type { Facts, TierSource } from '../facts.ts';
import { cannotTell, type Finding, passes, rejects } from '../finding.ts';
import type { VipPerimeter } from '../policy.ts';

/** With `cannotTell` the policy has nothing against the call. */
export function judgeVipPerimeter(policy: VipPerimeter, { caller }: Facts): Finding {
  const seen = { tier: caller.tier ?? null, tierSource: caller.tierSource };
  const mayRing = policy.tiers.join(', ');
  // A missing answer matters only to a policy that names a CRM: `tierSource` may be due to another policy of the line.
  if (policy.crm && caller.tierSource === 'CRM_SILENT') {
    const silent = "the CRM gave no usable answer about the caller's tier in time";
    if (policy.crm.whenSilent === 'RING') return cannotTell(silent, seen);
    return rejects(
      policy,
      byDefault,
      `${silent}, and the policy is set to reject in that case`,
      seen,
    );
  }
  if (policy.crm && caller.tierSource === 'CRM_NOT_ASKED') {
    return cannotTell('the CRM was not asked, because the caller is on a bypass list', seen);
  }
  if (policy.crm && caller.tierSource === 'CRM_WITHHELD') {
    return cannotTell('this key may not ask the CRM about a caller who never rang its lines', seen);
  }
  if (caller.tier === undefined) {
    const because = `${sayNoTier(caller.tierSource)}, and only ${mayRing} may ring`;
    return rejects(policy, byDefault, because, seen);
  }
  const tierClause = `the caller's tier ${caller.tierSource === 'CRM' ? 'in the CRM ' : ''}is ${caller.tier}`;
  const listed = policy.tiers.some((tier) => isSameTier(tier, caller.tier ?? ''));
  if (listed) return passes(`${tierClause}, which may ring`, seen);
  return rejects(policy, byDefault, `${tierClause}, and only ${mayRing} may ring`, seen);
}

const byDefault = { reason: 'DECLINED' } as const;

function sayNoTier(source: TierSource): string {
  return source === 'CRM' ? 'the CRM has no tier for the caller' : 'the caller has no tier';
}

/** Spellings such as VIP and Vip name the same tier. */
function isSameTier(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
