import type { LineId } from '../../../call/ids.ts';
import type { PhoneLineResolvers } from '../../types.generated.ts';
import { readReferenceId } from '../mapping/reference-id.ts';

export const PhoneLine: PhoneLineResolvers = {
  __resolveReference: async (reference, context) => {
    const line = await context.batches.line(readReferenceId(reference) as LineId);
    // @apollo/subgraph writes `__typename` onto what it gets.
    return line && { ...line };
  },
};
