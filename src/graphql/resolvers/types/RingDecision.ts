import type { RingDecisionResolvers } from '../../types.generated.ts';
import { verdictNames } from '../mapping/decision-names.ts';

export const RingDecision: RingDecisionResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
  causes: ({ causes }) => [...causes],
};
