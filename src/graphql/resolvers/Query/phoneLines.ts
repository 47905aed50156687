import type { QueryResolvers } from '../../types.generated.ts';
import { readPage, toConnection } from '../mapping/connection.ts';

export const lines: NonNullable<QueryResolvers['lines']> = async (_query, args, context) =>
  toConnection(await context.lines.list(context.viewer(), readPage(args, 100)));
