import { readPage, toConnection } from '../../connection.ts';
import type { QueryResolvers } from '../../types.generated.ts';

export const lines: NonNullable<QueryResolvers['lines']> = async (_query, args, context) =>
  toConnection(await context.lines.list(context.viewer(), readPage(args, 100)));
