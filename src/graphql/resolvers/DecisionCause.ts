import { causeKindNames, causeVerdictNames } from '../decision-names.ts';
import type { DecisionCauseResolvers } from '../types.generated.ts';

export const DecisionCause: DecisionCauseResolvers = {
  kind: ({ kind }) => causeKindNames[kind],
  verdict: ({ verdict }) => causeVerdictNames[verdict],
  heldBackBy: ({ heldBackBy }) => (heldBackBy ? causeKindNames[heldBackBy] : null),
};
