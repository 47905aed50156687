import type { MutationResolvers } from '../../types.generated.ts';
import { callerResult } from '../mapping/caller-result.ts';

export const unblockCaller: NonNullable<MutationResolvers['unblockCaller']> = async (
  _mutation,
  { caller },
  context,
) => callerResult(await context.perimeter.unblockCaller(context.viewer(), caller));
