import type { RingDecisionResolvers } from '../../types.generated.ts';
import { verdictNames } from '../mapping/decision-names.ts';
import { sentence } from '../mapping/mask.ts';

export const RingDecision: RingDecisionResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
  causes: ({ causes }) => [...causes],
  sentence: ({ sentence: text }, _args, context) => sentence(text, context),
};
