import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { lineNotFound } from '../mapping/user-errors.ts';

export const setPhoneLineKillSwitch: NonNullable<
  MutationResolvers['setPhoneLineKillSwitch']
> = async (_mutation, args, context) => {
  const id = args.id as LineId;
  const answer = await context.perimeter.setKillSwitch(context.viewer(), id, args.on);
  // A line that was erased with its tenant meanwhile is not found either.
  const line = answer === 'set' ? await context.batches.line(id) : null;
  return line ? { __typename: 'PhoneLineKillSwitchSet', line } : lineNotFound();
};
