import { settingsOf } from '../../policies/settings-of.ts';
import { policyKindNames } from '../policy-kinds.ts';
import type { LinePolicyResolvers } from '../types.generated.ts';

export const LinePolicy: LinePolicyResolvers = {
  kind: ({ is }) => policyKindNames[is],
  settings: (policy) => settingsOf(policy),
};
