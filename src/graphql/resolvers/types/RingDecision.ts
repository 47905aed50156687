import type { RingDecisionResolvers } from '../../types.generated.ts';
import { verdictNames } from '../mapping/decision-names.ts';
import { maskSentence } from '../mapping/mask.ts';

export const RingDecision: RingDecisionResolvers = {
  verdict: ({ verdict }) => verdictNames[verdict],
  causes: ({ causes }) => [...causes],
  sentence: ({ sentence }, _args, context) => maskSentence(sentence, context),
};
