import { isRejectable } from '../../../call/call.ts';
import type { Decision } from '../../../policies/decision.ts';
import type { CallSnapshotResolvers } from '../../types.generated.ts';
import { dialledNumberOf, providerCallIdOf } from '../mapping/call-numbers.ts';
import { callerOf, lineOf } from '../mapping/call-parties.ts';

export const CallSnapshot: CallSnapshotResolvers = {
  line: lineOf,
  caller: callerOf,
  providerCallId: providerCallIdOf,
  dialledNumber: dialledNumberOf,
  // Whether the call could be rejected when the event was recorded. The snapshot does not have that time. The time matters
  // only for a call that may still ring after an inferred end (`mayStillRing`), so the time of that end stands for it.
  rejectable: (call) => isRejectable(call, call.endedAt ?? call.ringingAt),
  // The folder `call/` may not import the policies, so its type of a decision is `object`.
  decision: ({ decision }) => (decision as Decision | undefined) ?? null,
};
