import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { linesByIds } from '../mapping/lines-by-ids.ts';
import { lineNotFound } from '../mapping/user-errors.ts';

export const removePhoneLine: NonNullable<MutationResolvers['removePhoneLine']> = async (
  _mutation,
  { id },
  context,
) => {
  const answer = await context.lines.remove(context.viewer(), id as LineId);
  switch (answer.is) {
    case 'removed':
      return { __typename: 'PhoneLineRemoved', line: answer.line };
    case 'in-use':
      return {
        __typename: 'PhoneLineInUse',
        message:
          'Other lines text their callers over this one: set another `textVia` for them first.',
        code: 'LINE_IN_USE',
        textedFrom: await linesByIds(context, answer.by),
      };
    case 'not-found':
      return lineNotFound();
  }
};
