import type { MutationResolvers } from '../../types.generated.ts';
import { callerResult } from '../mapping/caller-result.ts';

export const blockCaller: NonNullable<MutationResolvers['blockCaller']> = async (
  _mutation,
  { caller, forMs, reason },
  context,
) => {
  // Without a duration the block has no end.
  const block = { forMs: forMs ?? null, reason: reason ?? undefined };
  return callerResult(await context.perimeter.blockCaller(context.viewer(), caller, block));
};
