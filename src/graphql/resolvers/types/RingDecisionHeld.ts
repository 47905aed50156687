import type { RingDecisionHeldResolvers } from '../../types.generated.ts';
import { causeKindNames } from '../mapping/decision-names.ts';
import { maskSentence } from '../mapping/mask.ts';

export const RingDecisionHeld: RingDecisionHeldResolvers = {
  by: ({ by }) => causeKindNames[by],
  because: ({ because }, _args, context) => maskSentence(because, context),
};
