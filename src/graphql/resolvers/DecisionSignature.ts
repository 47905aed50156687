import { causeKindNames } from '../decision-names.ts';
import type { DecisionSignatureResolvers } from '../types.generated.ts';

export const DecisionSignature: DecisionSignatureResolvers = {
  kind: ({ kind }) => causeKindNames[kind],
};
