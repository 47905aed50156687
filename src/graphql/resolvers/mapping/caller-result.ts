import type { CallerAnswer } from '../../../use-cases/perimeter-control.ts';
import type { ResolversTypes } from '../../types.generated.ts';

/** The result of every mutation that changes a caller. Their unions have the same members, so the type of one serves for all. */
export function callerResult(answer: CallerAnswer): Awaited<ResolversTypes['TagCallerResult']> {
  switch (answer.is) {
    case 'changed':
      return { __typename: 'CallerChanged', caller: answer.caller };
    case 'not-found':
      return {
        __typename: 'CallerNotFound',
        message: 'There is no caller with this id, or the caller was erased.',
        code: 'CALLER_NOT_FOUND',
      };
    case 'invalid':
      return {
        __typename: 'CallerInvalid',
        message: 'Nothing was saved: see `problems`.',
        code: 'CALLER_INVALID',
        problems: [...answer.problems],
      };
  }
}
