import type { DecisionHeldResolvers } from '../../types.generated.ts';
import { causeKindNames } from '../mapping/decision-names.ts';

export const DecisionHeld: DecisionHeldResolvers = {
  by: ({ by }) => causeKindNames[by],
};
