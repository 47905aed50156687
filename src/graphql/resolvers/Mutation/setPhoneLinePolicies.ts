import type { LineId } from '../../../call/ids.ts';
import type { PoliciesInput } from '../../../use-cases/perimeter-control.ts';
import type { MutationResolvers, PhoneLinePoliciesInput } from '../../types.generated.ts';
import { lineNotFound, linePoliciesInvalid } from '../mapping/user-errors.ts';

export const setPhoneLinePolicies: NonNullable<MutationResolvers['setPhoneLinePolicies']> = async (
  _mutation,
  args,
  context,
) => {
  const id = args.id as LineId;
  const answer = await context.perimeter.setPolicies(context.viewer(), id, readInput(args.input));
  switch (answer.is) {
    case 'saved': {
      // A line that was erased with its tenant meanwhile is not found either.
      const line = await context.batches.line(id);
      return line ? { __typename: 'PhoneLinePoliciesSet', line } : lineNotFound();
    }
    case 'invalid':
      return linePoliciesInvalid(answer.problems);
    case 'not-found':
      return lineNotFound();
  }
};

/** A null counts as left out. The other fields are required or have defaults in the schema, so they are not null. */
function readInput({ copy, killSwitch, textVia, ...input }: PhoneLinePoliciesInput): PoliciesInput {
  return {
    ...input,
    copy: copy ?? undefined,
    killSwitch: killSwitch ?? undefined,
    textVia: (textVia ?? undefined) as LineId | undefined,
  };
}
