import type { RingDecisionOutcomeResolvers } from '../../types.generated.ts';
import { verdictNames } from '../mapping/decision-names.ts';

export const RingDecisionOutcome: RingDecisionOutcomeResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
};
