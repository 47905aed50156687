import type { CallAttritionGroupResolvers } from '../../types.generated.ts';
import { policyKindNames } from '../mapping/policy-kinds.ts';

export const CallAttritionGroup: CallAttritionGroupResolvers = {
  policy: ({ policy }) => (policy ? policyKindNames[policy] : null),
  line: ({ lineId }, _args, context) => (lineId ? context.batches.line(lineId) : null),
};
