import type { CallEventResolvers } from '../../types.generated.ts';
import { asksMoreOfCall } from '../selection/selected-fields.ts';

export const CallEvent: CallEventResolvers = {
  call: async ({ call, snapshot }, _args, context, { fieldNodes, fragments }) => {
    if (call) return call;
    if (!asksMoreOfCall(fieldNodes, fragments)) return snapshot;
    const now = await context.batches.call({ id: snapshot.id }, 'ALL');
    return now && now.revision > snapshot.revision ? now : snapshot;
  },
};
