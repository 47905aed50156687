import type { LineId } from '../../../call/ids.ts';
import { dayMs } from '../../../policies/local-clock.ts';
import type { AttritionRequest } from '../../../use-cases/attrition-reports.ts';
import type { CallAttritionInput, QueryResolvers } from '../../types.generated.ts';

export const callAttrition: NonNullable<QueryResolvers['callAttrition']> = (
  _query,
  { input },
  context,
) => context.reports.attrition(context.viewer(), readInput(input));

function readInput(input: CallAttritionInput): AttritionRequest {
  // GraphQL fills in the defaults of the schema, but the generated types have these fields as optional.
  const { windowMs = 3 * dayMs, groupBy = ['POLICY'] } = input;
  return {
    from: input.from,
    to: input.to,
    windowMs,
    groupBy,
    lineIds: (input.lineIds ?? undefined) as LineId[] | undefined,
    bucket: input.bucket ?? undefined,
    timeZone: input.timeZone ?? undefined,
  };
}
