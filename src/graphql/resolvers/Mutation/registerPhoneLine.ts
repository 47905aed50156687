import type { MutationResolvers } from '../../types.generated.ts';
import { readAccounts } from '../mapping/line-accounts.ts';
import { lineInvalid } from '../mapping/user-errors.ts';

export const registerPhoneLine: NonNullable<MutationResolvers['registerPhoneLine']> = async (
  _mutation,
  { input },
  context,
) => {
  const { name, timeZone, ringLimitMs } = input;
  const accounts = readAccounts(input);
  const viewer = context.viewer();
  const answer = await context.lines.register(viewer, { name, timeZone, ringLimitMs, accounts });
  switch (answer.is) {
    case 'saved':
      return {
        __typename: 'PhoneLineRegistered',
        line: answer.line,
        webhookUrl: answer.webhookUrl,
      };
    case 'invalid':
      return lineInvalid(answer.problems);
    case 'not-found':
      throw new Error('A line that is being registered cannot be missing.');
  }
};
