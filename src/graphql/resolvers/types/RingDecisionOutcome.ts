import type { DecisionOutcomeResolvers } from '../../types.generated.ts';
import { verdictNames } from '../mapping/decision-names.ts';

export const DecisionOutcome: DecisionOutcomeResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
};
