import type { PhoneLinePolicyResolvers } from '../../types.generated.ts';
import { policyKindNames } from '../mapping/policy-kinds.ts';
import { settingsOf } from '../mapping/policy-settings.ts';

export const PhoneLinePolicy: PhoneLinePolicyResolvers = {
  kind: ({ is }) => policyKindNames[is],
  settings: (policy) => settingsOf(policy),
};
