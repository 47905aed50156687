import type { FactsSeen } from '../../../policies/decision.ts';
import type { RingDecisionCauseResolvers, RingDecisionFact } from '../../types.generated.ts';
import { causeKindNames, causeVerdictNames } from '../mapping/decision-names.ts';
import { maskSentence } from '../mapping/mask.ts';

export const RingDecisionCause: RingDecisionCauseResolvers = {
  kind: ({ kind }) => causeKindNames[kind],
  verdict: ({ verdict }) => causeVerdictNames[verdict],
  because: ({ because }, _args, context) => maskSentence(because, context),
  facts: ({ facts }) => factsOf(facts),
  // The rule because of which the verdict does not count, such as the cap on rejections. Null: no rule holds it back.
  heldBackBy: ({ heldBackBy }) => (heldBackBy ? causeKindNames[heldBackBy] : null),
};

/** Sorted by name, because a `jsonb` column does not keep the order of keys. */
function factsOf(seen: FactsSeen): RingDecisionFact[] {
  const names = Object.keys(seen).sort();
  return names.map((name) => ({ name, value: textOf(seen[name]) }));
}

function textOf(value: FactsSeen[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
