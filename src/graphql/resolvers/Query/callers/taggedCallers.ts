import type { QueryResolvers } from '../../../types.generated.ts';
import { readPage, toConnection } from '../../mapping/connection.ts';

/** The largest `first`. */
const maxFirst = 100;

export const taggedCallers: NonNullable<QueryResolvers['taggedCallers']> = async (
  _query,
  { tier, ...args },
  context,
) => {
  const page = readPage(args, maxFirst);
  // Null or left out: callers of any tier.
  const listing = { of: 'tagged', ...(typeof tier === 'string' && { tier }) } as const;
  return toConnection(await context.calls.listCallers(context.viewer(), listing, page));
};
