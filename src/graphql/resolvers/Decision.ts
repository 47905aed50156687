import { verdictNames } from '../decision-names.ts';
import type { DecisionResolvers } from '../types.generated.ts';

export const Decision: DecisionResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
  causes: ({ causes }) => [...causes],
};
