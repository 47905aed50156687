import { callerResult } from '../../caller-result.ts';
import type { MutationResolvers } from '../../types.generated.ts';

export const unblockCaller: NonNullable<MutationResolvers['unblockCaller']> = async (
  _mutation,
  { caller },
  context,
) => callerResult(await context.perimeter.unblockCaller(context.viewer(), caller));
