import { causeKindNames } from '../decision-names.ts';
import type { DecisionHeldResolvers } from '../types.generated.ts';

export const DecisionHeld: DecisionHeldResolvers = {
  by: ({ by }) => causeKindNames[by],
};
