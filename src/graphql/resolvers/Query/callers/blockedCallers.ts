import type { QueryResolvers } from '../../../types.generated.ts';
import { readPage, toConnection } from '../../mapping/connection.ts';

export const blockedCallers: NonNullable<QueryResolvers['blockedCallers']> = async (
  _query,
  args,
  context,
) => {
  const page = readPage(args, 100);
  return toConnection(await context.calls.listCallers(context.viewer(), { of: 'blocked' }, page));
};
