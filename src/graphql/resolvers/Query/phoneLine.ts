import type { LineId } from '../../../call/ids.ts';
import type { QueryResolvers } from '../../types.generated.ts';

export const line: NonNullable<QueryResolvers['line']> = (_query, { id }, context) =>
  context.batches.line(id as LineId);
