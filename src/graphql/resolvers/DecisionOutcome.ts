import { verdictNames } from '../decision-names.ts';
import type { DecisionOutcomeResolvers } from '../types.generated.ts';

export const DecisionOutcome: DecisionOutcomeResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
};
