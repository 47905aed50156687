import type { QueryResolvers } from '../../types.generated.ts';

// Answered without a database read, so before the calls of the same query are read: no event is missed between the two.
export const callEventHead: NonNullable<QueryResolvers['callEventHead']> = (
  _query,
  _args,
  context,
) => context.calls.eventHead(context.viewer());
