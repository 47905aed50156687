import type { DecisionCauseResolvers } from '../../types.generated.ts';
import { causeKindNames, causeVerdictNames } from '../mapping/decision-names.ts';

export const DecisionCause: DecisionCauseResolvers = {
  kind: ({ kind }) => causeKindNames[kind],
  verdict: ({ verdict }) => causeVerdictNames[verdict],
  heldBackBy: ({ heldBackBy }) => (heldBackBy ? causeKindNames[heldBackBy] : null),
};
