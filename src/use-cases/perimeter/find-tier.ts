import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import type { KnownCaller } from '../../call/known-caller.ts';
import type { CallerFacts, TierSource } from '../../policies/facts.ts';
import { factsNeeded } from '../../policies/facts-needed.ts';
import { isBypassed } from '../../policies/kinds/bypass.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import type { Parts } from '../dependencies.ts';

/** Who rings, as far as it is known at the ring. */
export interface RingingCaller {
  readonly id: CallerId;
  readonly addresses: readonly CallerAddress[];
  /** Null: never seen before. */
  readonly known: KnownCaller | null;
}

export interface Tier {
  readonly tier?: string;
  readonly tierSource: TierSource;
}

/** A tag given here, or what the CRM says where a policy asks it and something may come of it. */
export async function findTier(
  parts: Pick<Parts, 'crm'>,
  { policies }: Perimeter,
  caller: Omit<CallerFacts, 'tier' | 'tierSource'>,
  known: KnownCaller | null,
): Promise<Tier> {
  if (known?.tier !== undefined) return { tier: known.tier, tierSource: 'TAG' };
  const { crm } = factsNeeded(policies);
  if (crm === undefined) return { tierSource: 'NONE' };
  if (isBypassed(policies, caller)) return { tierSource: 'CRM_NOT_ASKED' };
  const answer = await parts.crm.tierOf({
    url: crm.url,
    addresses: caller.addresses,
    rememberMs: crm.rememberMs,
    // Since a tag was taken away, the CRM is to say what it says now.
    notBefore: known?.taggedAt,
  });
  switch (answer.is) {
    case 'tier':
      return { tier: answer.tier, tierSource: 'CRM' };
    case 'none':
      return { tierSource: 'CRM' };
    case 'silent':
      return { tierSource: 'CRM_SILENT' };
  }
}
