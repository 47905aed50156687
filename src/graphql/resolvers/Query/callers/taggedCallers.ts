import type { QueryResolvers } from '../../../types.generated.ts';
import { readPage, toConnection } from '../../mapping/connection.ts';

export const taggedCallers: NonNullable<QueryResolvers['taggedCallers']> = async (
  _query,
  { tier, ...args },
  context,
) => {
  const page = readPage(args, 100);
  const listing = { of: 'tagged', ...(typeof tier === 'string' && { tier }) } as const;
  return toConnection(await context.calls.listCallers(context.viewer(), listing, page));
};
