import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { readAccounts } from '../mapping/line-accounts.ts';
import { readIdempotencyKey } from '../mapping/read-text.ts';
import {
  idempotencyConflict,
  lineInvalid,
  lineNotFound,
  secretLost,
} from '../mapping/user-errors.ts';

export const updatePhoneLine: NonNullable<MutationResolvers['updatePhoneLine']> = async (
  _mutation,
  { id, input, idempotencyKey },
  context,
) => {
  const { name, timeZone, ringLimitMs, renewWebhook } = input;
  const answer = await context.lines.update(context.viewer(), id as LineId, {
    name,
    timeZone,
    ringLimitMs,
    renewWebhook,
    idempotencyKey: readIdempotencyKey(idempotencyKey),
    accounts: readAccounts(input),
  });
  switch (answer.is) {
    case 'saved': {
      const { line, webhookUrl, replayed } = answer;
      return { __typename: 'PhoneLineUpdated', line, webhookUrl, replayed };
    }
    case 'invalid':
      return lineInvalid(answer.problems);
    case 'idempotency-conflict':
      return idempotencyConflict();
    // An earlier request with this key has changed the line. A webhook URL that it renewed cannot be derived again.
    case 'secret-lost':
      return secretLost(
        answer.made,
        'The line was changed. If you need its webhook URL, renew it with a new idempotency key.',
      );
    case 'not-found':
      return lineNotFound();
  }
};
