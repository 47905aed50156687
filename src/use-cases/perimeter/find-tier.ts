import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import type { KnownCaller } from '../../call/known-caller.ts';
import type { CallerFacts, TierSource } from '../../policies/facts.ts';
import { factsNeeded } from '../../policies/facts-needed.ts';
import { isBypassed } from '../../policies/kinds/bypass.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import type { Dependencies } from '../dependencies.ts';

/** The caller of a ring, as far as known when it begins. */
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

/** The caller's tag, else the CRM's answer if a policy needs it and no bypass list makes it irrelevant. */
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
    // A cached answer from before the tag was removed is not used.
    notBefore: known?.taggedAt,
  });
  switch (answer.is) {
    case 'tier':
      return { tier: answer.tier, tierSource: 'CRM' };
    case 'none':
      return { tierSource: 'CRM' };
    case 'silent':
      return { tierSource: 'CRM_SILENT' };
    case 'withheld':
      return { tierSource: 'CRM_WITHHELD' };
  }
}
