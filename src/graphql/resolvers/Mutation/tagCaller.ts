import { callerResult } from '../../caller-result.ts';
import type { MutationResolvers } from '../../types.generated.ts';

export const tagCaller: NonNullable<MutationResolvers['tagCaller']> = async (
  _mutation,
  { caller, tier },
  context,
) => callerResult(await context.perimeter.tagCaller(context.viewer(), caller, tier ?? null));
