import type { QueryResolvers } from '../../types.generated.ts';

// Needs no database read, so in a query that also reads calls the head is taken first: who subscribes after it misses no event.
export const callEventHead: NonNullable<QueryResolvers['callEventHead']> = (
  _query,
  _args,
  context,
) => context.calls.eventHead(context.viewer());
