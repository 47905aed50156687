import type { RejectAnswer } from '../../../use-cases/calls.ts';
import type { MutationResolvers, ResolversTypes } from '../../types.generated.ts';
import { readIdempotencyKey, readText } from '../mapping/read-text.ts';
import { idempotencyConflict } from '../mapping/user-errors.ts';

export const rejectCall: NonNullable<MutationResolvers['rejectCall']> = async (
  _mutation,
  { id, reason, expectedCaller, followUp, idempotencyKey },
  context,
) => {
  const answer = await context.calls.reject(context.viewer(), {
    id,
    reason,
    from: expectedCaller ?? undefined,
    followUpText: followUp ? readText('followUp.text', followUp.text, 4096) : undefined,
    idempotencyKey: readIdempotencyKey(idempotencyKey),
  });
  return toResult(answer);
};

function toResult(answer: RejectAnswer): Awaited<ResolversTypes['RejectCallResult']> {
  switch (answer.is) {
    case 'rejected':
      return {
        __typename: 'CallRejected',
        call: answer.call,
        rejection: answer.rejection,
        replayed: answer.replayed,
      };
    case 'refused':
      return {
        __typename: 'CallRejectionRefused',
        message: answer.rejection.problem?.message ?? 'The provider will not reject this call.',
        code: 'REJECTION_REFUSED',
        call: answer.call,
        rejection: answer.rejection,
      };
    case 'still-ringing':
      return {
        __typename: 'CallStillRinging',
        message: stillRings(answer),
        code: 'CALL_STILL_RINGING',
        call: answer.call,
        rejection: answer.rejection,
        retryAfterMs: answer.retryAfterMs ?? null,
      };
    case 'other-caller':
      return {
        __typename: 'CallerDoesNotMatch',
        message:
          'The call is from another caller than `expectedCaller` says. Check which call you mean; nothing was rejected.',
        code: 'CALLER_DOES_NOT_MATCH',
      };
    case 'not-found':
      return {
        __typename: 'CallNotFound',
        message: 'There is no such call that you may see.',
        code: 'CALL_NOT_FOUND',
      };
    case 'not-rejectable':
      return {
        __typename: 'CallNotRejectable',
        message: answer.because,
        code: 'CALL_NOT_REJECTABLE',
        call: answer.call,
      };
    case 'idempotency-conflict':
      return idempotencyConflict();
  }
}

function stillRings({ rejection }: Extract<RejectAnswer, { is: 'still-ringing' }>): string {
  const because = rejection.problem?.message ?? 'The provider could not be asked in time.';
  return `The call was not rejected and rings on. ${because} Reject it again if it is still to be rejected.`;
}
