import type { MutationResolvers } from '../../types.generated.ts';
import { readAccounts } from '../mapping/line-accounts.ts';
import { readIdempotencyKey } from '../mapping/read-text.ts';
import { idempotencyConflict, lineInvalid, secretLost } from '../mapping/user-errors.ts';

export const registerPhoneLine: NonNullable<MutationResolvers['registerPhoneLine']> = async (
  _mutation,
  { input, idempotencyKey },
  context,
) => {
  const { name, timeZone, ringLimitMs } = input;
  const accounts = readAccounts(input);
  const viewer = context.viewer();
  const answer = await context.lines.register(viewer, {
    name,
    timeZone,
    ringLimitMs,
    accounts,
    idempotencyKey: readIdempotencyKey(idempotencyKey),
  });
  switch (answer.is) {
    case 'saved':
      return {
        __typename: 'PhoneLineRegistered',
        line: answer.line,
        webhookUrl: answer.webhookUrl,
        replayed: answer.replayed,
      };
    case 'invalid':
      return lineInvalid(answer.problems);
    case 'idempotency-conflict':
      return idempotencyConflict();
    // An earlier request with this key has made the line. Its webhook URL cannot be derived again.
    case 'secret-lost':
      return secretLost(
        answer.made,
        `Renew the webhook of ${answer.made} with updatePhoneLine, or remove it and register it anew.`,
      );
    case 'not-found':
      throw new Error('A line that is being registered cannot be missing.');
  }
};
