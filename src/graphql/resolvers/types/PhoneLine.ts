import type { LineId } from '../../../call/ids.ts';
import type { PhoneLineResolvers } from '../../types.generated.ts';
import { readReferenceId } from '../mapping/reference-id.ts';

export const PhoneLine: PhoneLineResolvers = {
  __resolveReference: (reference, context) =>
    context.batches.line(readReferenceId(reference) as LineId),
};
