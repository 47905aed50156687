import type { PhoneLineBypassPolicyResolvers } from '../../types.generated.ts';
import { personal } from '../mapping/mask.ts';

export const PhoneLineBypassPolicy: PhoneLineBypassPolicyResolvers = {
  // The id of a caller tells nothing about them, so only addresses are masked.
  callers: ({ callers }, _args, context) =>
    callers.map((one) => (one.startsWith('clr_') ? one : personal(one, context))),
};
