import type { QueryResolvers } from '../../types.generated.ts';

export const viewer: NonNullable<QueryResolvers['viewer']> = (_query, _args, context) =>
  context.viewer();
