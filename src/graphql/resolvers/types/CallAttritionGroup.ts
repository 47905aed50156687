import type { AttritionGroupResolvers } from '../../types.generated.ts';
import { policyKindNames } from '../mapping/policy-kinds.ts';

export const AttritionGroup: AttritionGroupResolvers = {
  policy: ({ policy }) => (policy ? policyKindNames[policy] : null),
  line: ({ lineId }, _args, context) => (lineId ? context.batches.line(lineId) : null),
};
