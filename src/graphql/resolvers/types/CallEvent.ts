import type { CallEventResolvers } from '../../types.generated.ts';
import { selectsChangingFields } from '../selection/selected-fields.ts';

export const CallEvent: CallEventResolvers = {
  call: async ({ call, snapshot }, _args, context, { fieldNodes, fragments }) => {
    if (call) return call;
    if (!selectsChangingFields(fieldNodes, fragments)) return snapshot;
    const current = await context.batches.call({ id: snapshot.id }, 'ALL');
    return current && current.revision > snapshot.revision ? current : snapshot;
  },
};
