import type { LineId } from '../../../call/ids.ts';
import type { QueryResolvers } from '../../types.generated.ts';

export const phoneLine: NonNullable<QueryResolvers['phoneLine']> = (_query, { id }, context) =>
  context.batches.line(id as LineId);
