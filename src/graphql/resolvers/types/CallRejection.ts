import type { CallRejectionResolvers } from '../../types.generated.ts';

export const CallRejection: CallRejectionResolvers = {
  inferred: ({ inferred }) => inferred === true,
  attempts: async ({ effectId }, _args, context) =>
    effectId ? [...(await context.batches.attempts(effectId))] : [],
  // An event may settle a rejection before the answer to its first request, which alone knows when it left.
  dispatchedInMs: async ({ effectId, dispatchedInMs }, _args, context) => {
    if (dispatchedInMs !== undefined || !effectId) return dispatchedInMs ?? null;
    const [first] = await context.batches.attempts(effectId);
    return first?.dispatchedInMs ?? null;
  },
};
