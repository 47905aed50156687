import type { QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';

export const callsApiKeys: NonNullable<QueryResolvers['callsApiKeys']> = async (
  _query,
  args,
  context,
) => toConnection(await context.keys.list(context.viewer(), readPage(args, 100)));
