import type { RejectionResolvers } from '../types.generated.ts';

export const Rejection: RejectionResolvers = {
  attempts: async ({ effectId }, _args, context) =>
    effectId ? [...(await context.batches.attempts(effectId))] : [],
};
