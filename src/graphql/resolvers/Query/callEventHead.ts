import type { QueryResolvers } from '../../types.generated.ts';

// At once: what the same query reads of calls is read after it, so nothing lies between the two.
export const callEventHead: NonNullable<QueryResolvers['callEventHead']> = (
  _query,
  _args,
  context,
) => context.calls.eventHead(context.viewer());
