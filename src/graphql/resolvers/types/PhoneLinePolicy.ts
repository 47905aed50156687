import { settingsOf } from '../../../policies/settings/settings-of.ts';
import type { LinePolicyResolvers } from '../../types.generated.ts';
import { policyKindNames } from '../mapping/policy-kinds.ts';

export const LinePolicy: LinePolicyResolvers = {
  kind: ({ is }) => policyKindNames[is],
  settings: (policy) => settingsOf(policy),
};
