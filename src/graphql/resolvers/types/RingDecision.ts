import type { DecisionResolvers } from '../../types.generated.ts';
import { verdictNames } from '../mapping/decision-names.ts';

export const Decision: DecisionResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
  causes: ({ causes }) => [...causes],
};
