import type { Cause, CauseVerdict, Verdict } from '../../../policies/decision.ts';
import type {
  RingDecisionCauseKind as CauseKindName,
  RingDecisionCauseVerdict as CauseVerdictName,
  RingDecisionVerdict,
} from '../../types.generated.ts';
import { policyKindNames } from './policy-kinds.ts';

/** The names in the schema for the parts of a decision. */
export const causeKindNames: Readonly<Record<Cause['kind'], CauseKindName>> = {
  ...policyKindNames,
  'kill-switch': 'KILL_SWITCH',
  outbound: 'OUTBOUND',
  'forbids-reject': 'FORBIDS_REJECT',
  'leg-cap': 'LEG_CAP',
  'returns-to-queue': 'RETURNS_TO_QUEUE',
  'reject-cap': 'REJECT_CAP',
};

export const verdictNames: Readonly<Record<Verdict, RingDecisionVerdict>> = {
  ring: 'RING',
  reject: 'REJECT',
  'ring-with-text': 'RING_WITH_TEXT',
};

export const causeVerdictNames: Readonly<Record<CauseVerdict, CauseVerdictName>> = {
  rejects: 'REJECTS',
  'lets-ring': 'LETS_RING',
  texts: 'TEXTS',
  passes: 'PASSES',
  'cannot-tell': 'CANNOT_TELL',
};
