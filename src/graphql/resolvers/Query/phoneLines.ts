import type { QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';

export const phoneLines: NonNullable<QueryResolvers['phoneLines']> = async (
  _query,
  args,
  context,
) => toConnection(await context.lines.list(context.viewer(), readPage(args, 100)));
