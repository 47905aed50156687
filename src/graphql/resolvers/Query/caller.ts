import type { CallerId } from '../../../call/ids.ts';
import type { QueryResolvers } from '../../types.generated.ts';

export const caller: NonNullable<QueryResolvers['caller']> = (_query, { id }, context) =>
  context.batches.caller(id as CallerId);
