import type { LineId } from '../../../call/ids.ts';
import type { AttritionWish } from '../../../use-cases/attrition-reports.ts';
import type { AttritionInput, QueryResolvers } from '../../types.generated.ts';

export const attrition: NonNullable<QueryResolvers['attrition']> = (_query, { input }, context) =>
  context.reports.attrition(context.viewer(), readWish(input));

function readWish(input: AttritionInput): AttritionWish {
  // The schema has filled in what has a default; the generated types do not say so.
  const { windowHours = 72, groupBy = ['POLICY'] } = input;
  return {
    from: input.from,
    to: input.to,
    windowHours,
    groupBy,
    lineIds: (input.lineIds ?? undefined) as LineId[] | undefined,
    bucket: input.bucket ?? undefined,
    timeZone: input.timeZone ?? undefined,
  };
}
