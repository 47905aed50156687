import type { MutationResolvers } from '../../types.generated.ts';

export const setCallsRetention: NonNullable<MutationResolvers['setCallsRetention']> = async (
  _mutation,
  { keepForMs = null },
  context,
) => {
  await context.privacy.setRetentionMs(context.viewer(), keepForMs);
  return { keepForMs };
};
