import type { PhoneLineBypassPolicyResolvers } from '../../types.generated.ts';
import { personal } from '../mapping/mask.ts';

export const PhoneLineBypassPolicy: PhoneLineBypassPolicyResolvers = {
  callers: ({ callers }, _args, context) =>
    callers.map((one) => (one.startsWith('clr_') ? one : personal(one, context))),
};
