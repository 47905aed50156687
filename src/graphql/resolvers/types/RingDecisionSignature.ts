import type { RingDecisionSignatureResolvers } from '../../types.generated.ts';
import { causeKindNames } from '../mapping/decision-names.ts';

export const RingDecisionSignature: RingDecisionSignatureResolvers = {
  kind: ({ kind }) => causeKindNames[kind],
};
