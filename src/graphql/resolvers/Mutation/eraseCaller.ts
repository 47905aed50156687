import type { MutationResolvers } from '../../types.generated.ts';
import { callerResult } from '../mapping/caller-result.ts';

export const eraseCaller: NonNullable<MutationResolvers['eraseCaller']> = async (
  _mutation,
  { caller },
  context,
) => {
  const answer = await context.privacy.eraseCaller(context.viewer(), caller);
  switch (answer.is) {
    case 'erased':
      return { __typename: 'CallerErased', id: answer.id, calls: answer.calls };
    case 'in-a-call':
      return {
        __typename: 'CallerInACall',
        message:
          'The caller is in a call or ringing, or something is still being sent because of their call. Erase them when it is over.',
        code: 'CALLER_IN_A_CALL',
      };
    case 'not-found':
      // Not `answer`: for TypeScript it may still be 'in-a-call'.
      return notErased({ is: 'not-found' });
    case 'invalid':
      return notErased(answer);
  }
};

/** The same results as those of the mutations that change a caller. */
function notErased(answer: Parameters<typeof callerResult>[0]) {
  const result = callerResult(answer);
  // Only the answer 'changed' gives this result, and it does not come here. TypeScript cannot see this.
  if (result.__typename === 'CallerChanged') throw new Error('A caller was changed, not erased.');
  return result;
}
