import type { QueryResolvers } from '../../types.generated.ts';

export const callsViewer: NonNullable<QueryResolvers['callsViewer']> = (_query, _args, context) =>
  context.viewer();
