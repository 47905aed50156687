import type { PhoneLineBypassPolicyResolvers } from '../../types.generated.ts';
import { maskPersonal } from '../mapping/mask.ts';

export const PhoneLineBypassPolicy: PhoneLineBypassPolicyResolvers = {
  // The entries are addresses and ids of callers (`clr_…`). An id tells nothing about a person, so only addresses are masked.
  callers: ({ callers }, _args, context) =>
    callers.map((entry) => (entry.startsWith('clr_') ? entry : maskPersonal(entry, context))),
};
