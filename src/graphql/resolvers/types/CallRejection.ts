import type { CallRejectionResolvers } from '../../types.generated.ts';

export const CallRejection: CallRejectionResolvers = {
  inferred: ({ inferred }) => inferred === true,
  // Without an `effectId` no request was sent.
  attempts: async ({ effectId }, _args, context) =>
    effectId ? [...(await context.batches.attempts(effectId))] : [],
  // The time from the decision to the first request. If an event settled the rejection before that request was answered, only the
  // first attempt has this time.
  dispatchedInMs: async ({ effectId, dispatchedInMs }, _args, context) => {
    if (dispatchedInMs !== undefined || !effectId) return dispatchedInMs ?? null;
    const [first] = await context.batches.attempts(effectId);
    return first?.dispatchedInMs ?? null;
  },
};
