import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import type { KnownCaller } from '../../call/known-caller.ts';
import type { CallerFacts, TierSource } from '../../policies/facts.ts';
import { factsNeeded } from '../../policies/facts-needed.ts';
import { isBypassed } from '../../policies/kinds/bypass.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import type { Dependencies } from '../dependencies.ts';

/** The caller of a ring, as far as the caller is known when the ring begins. */
export interface RingingCaller {
  readonly id: CallerId;
  readonly addresses: readonly CallerAddress[];
  /** Null for a caller who was never seen before. */
  readonly known: KnownCaller | null;
  /** The provider names several numbers for this ring, and which one is the caller's cannot be told. */
  readonly isUnclear?: boolean;
}

export interface Tier {
  readonly tier?: string;
  readonly tierSource: TierSource;
}

/**
 * The tier is the caller's tag, or else the CRM's answer. The CRM is asked only if a policy needs it, and if the caller is on no
 * enforced bypass list, which lets the call ring anyway.
 */
export async function findTier(
  deps: Pick<Dependencies, 'crm'>,
  { policies }: Perimeter,
  caller: Omit<CallerFacts, 'tier' | 'tierSource'>,
  known: KnownCaller | null,
): Promise<Tier> {
  if (known?.tier !== undefined) return { tier: known.tier, tierSource: 'TAG' };
  const { crm } = factsNeeded(policies);
  if (crm === undefined) return { tierSource: 'NONE' };
  if (isBypassed(policies, caller)) return { tierSource: 'CRM_NOT_ASKED' };
  const answer = await deps.crm.tierOf({
    url: crm.url,
    addresses: caller.addresses,
    rememberMs: crm.rememberMs,
    // An operator who removes a tag expects the CRM to be asked again, so an older cached answer is not used.
    notBefore: known?.taggedAt,
  });
  switch (answer.is) {
    case 'tier':
      return { tier: answer.tier, tierSource: 'CRM' };
    case 'none':
      return { tierSource: 'CRM' };
    case 'silent':
      return { tierSource: 'CRM_SILENT' };
    // In a probe by a viewer who may not learn what the CRM knows.
    case 'withheld':
      return { tierSource: 'CRM_WITHHELD' };
  }
}
