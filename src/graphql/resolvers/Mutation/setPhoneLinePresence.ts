import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { readText } from '../mapping/read-text.ts';
import { lineNotFound } from '../mapping/user-errors.ts';

export const setPhoneLinePresence: NonNullable<MutationResolvers['setPhoneLinePresence']> = async (
  _mutation,
  { input },
  context,
) => {
  const lineId = input.lineId as LineId;
  const answer = await context.perimeter.setPresence(context.viewer(), {
    lineId,
    agent: readText('input.agent', input.agent, 100),
    state: input.state,
    at: input.at ?? undefined,
  });
  // A line that was erased with its tenant meanwhile is not found either.
  const line = answer === 'set' ? await context.batches.line(lineId) : null;
  return line ? { __typename: 'PhoneLinePresenceSet', line } : lineNotFound();
};
