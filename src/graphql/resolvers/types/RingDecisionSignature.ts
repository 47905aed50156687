import type { DecisionSignatureResolvers } from '../../types.generated.ts';
import { causeKindNames } from '../mapping/decision-names.ts';

export const DecisionSignature: DecisionSignatureResolvers = {
  kind: ({ kind }) => causeKindNames[kind],
};
