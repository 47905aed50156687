import type { CallRejectionResolvers } from '../../types.generated.ts';

export const CallRejection: CallRejectionResolvers = {
  inferred: ({ inferred }) => inferred === true,
  attempts: async ({ effectId }, _args, context) =>
    effectId ? [...(await context.batches.attempts(effectId))] : [],
  // How long it took until the first request was sent. If an event settled the rejection before that request was answered, only
  // the first attempt has this time.
  dispatchedInMs: async ({ effectId, dispatchedInMs }, _args, context) => {
    if (dispatchedInMs !== undefined || !effectId) return dispatchedInMs ?? null;
    const [first] = await context.batches.attempts(effectId);
    return first?.dispatchedInMs ?? null;
  },
};
