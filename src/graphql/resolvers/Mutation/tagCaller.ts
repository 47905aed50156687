import type { MutationResolvers } from '../../types.generated.ts';
import { callerResult } from '../mapping/caller-result.ts';

export const tagCaller: NonNullable<MutationResolvers['tagCaller']> = async (
  _mutation,
  { caller, tier },
  context,
) => callerResult(await context.perimeter.tagCaller(context.viewer(), caller, tier ?? null));
