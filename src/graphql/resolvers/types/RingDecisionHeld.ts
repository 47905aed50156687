import type { RingDecisionHeldResolvers } from '../../types.generated.ts';
import { causeKindNames } from '../mapping/decision-names.ts';

export const RingDecisionHeld: RingDecisionHeldResolvers = {
  by: ({ by }) => causeKindNames[by],
};
