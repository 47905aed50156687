import type { CallEventResolvers } from '../../types.generated.ts';
import { maskSentence } from '../mapping/mask.ts';
import { selectsChangingFields } from '../selection/selected-fields.ts';

export const CallEvent: CallEventResolvers = {
  cause: ({ cause }, _args, context) => (cause ? maskSentence(cause, context) : null),
  // The call as it is now, and never an older state than the event's own.
  call: async ({ call, snapshot }, _args, context, { fieldNodes, fragments }) => {
    // A stream or `Call.history` has already given the event its call.
    if (call) return call;
    // What never changes is in the snapshot too, so nothing is read.
    if (!selectsChangingFields(fieldNodes, fragments)) return snapshot;
    // 'ALL': the fields of the selection alone may lack the revision.
    const current = await context.batches.call({ id: snapshot.id }, 'ALL');
    return current && current.revision > snapshot.revision ? current : snapshot;
  },
};
