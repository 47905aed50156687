import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { readAccounts } from '../mapping/line-accounts.ts';
import { lineInvalid, lineNotFound } from '../mapping/user-errors.ts';

export const updatePhoneLine: NonNullable<MutationResolvers['updatePhoneLine']> = async (
  _mutation,
  { id, input },
  context,
) => {
  const { name, timeZone, ringLimitMs, renewWebhook } = input;
  const answer = await context.lines.update(context.viewer(), id as LineId, {
    name,
    timeZone,
    ringLimitMs,
    renewWebhook,
    accounts: readAccounts(input),
  });
  switch (answer.is) {
    case 'saved':
      return { __typename: 'PhoneLineUpdated', line: answer.line, webhookUrl: answer.webhookUrl };
    case 'invalid':
      return lineInvalid(answer.problems);
    case 'not-found':
      return lineNotFound();
  }
};
