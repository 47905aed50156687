import type { LineId } from '../../../call/ids.ts';
import type { PoliciesWish } from '../../../use-cases/perimeter-control.ts';
import type { LinePoliciesInput, MutationResolvers } from '../../types.generated.ts';
import { lineNotFound, linePoliciesInvalid } from '../mapping/user-errors.ts';

export const setLinePolicies: NonNullable<MutationResolvers['setLinePolicies']> = async (
  _mutation,
  { lineId, input },
  context,
) => {
  const id = lineId as LineId;
  const answer = await context.perimeter.setPolicies(context.viewer(), id, readWish(input));
  switch (answer.is) {
    case 'saved': {
      const line = await context.batches.line(id);
      return line ? { __typename: 'LinePoliciesSet', line } : lineNotFound();
    }
    case 'invalid':
      return linePoliciesInvalid(answer.problems);
    case 'not-found':
      return lineNotFound();
  }
};

function readWish({ copy, killSwitch, textVia, ...input }: LinePoliciesInput): PoliciesWish {
  return {
    ...input,
    copy: copy ?? undefined,
    killSwitch: killSwitch ?? undefined,
    textVia: (textVia ?? undefined) as LineId | undefined,
  };
}
