import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { lineNotFound } from '../mapping/user-errors.ts';

export const setKillSwitch: NonNullable<MutationResolvers['setKillSwitch']> = async (
  _mutation,
  { lineId, on },
  context,
) => {
  const id = lineId as LineId;
  const answer = await context.perimeter.setKillSwitch(context.viewer(), id, on);
  const line = answer === 'set' ? await context.batches.line(id) : null;
  return line ? { __typename: 'KillSwitchSet', line } : lineNotFound();
};
