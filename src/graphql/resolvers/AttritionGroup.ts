import { policyKindNames } from '../policy-kinds.ts';
import type { AttritionGroupResolvers } from '../types.generated.ts';

export const AttritionGroup: AttritionGroupResolvers = {
  policy: ({ policy }) => (policy ? policyKindNames[policy] : null),
  line: ({ lineId }, _args, context) => (lineId ? context.batches.line(lineId) : null),
};
