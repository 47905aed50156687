import type { QueryResolvers } from '../../types.generated.ts';

export const call: NonNullable<QueryResolvers['call']> = (_query, { id }, context) =>
  context.calls.find(context.viewer(), id);
