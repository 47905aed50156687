import type { PolicyKind } from '../../../policies/policy.ts';
import type { PhoneLinePolicyKind as PolicyKindName } from '../../types.generated.ts';

/** The names of the kinds of policies in the schema. */
export const policyKindNames: Readonly<Record<PolicyKind, PolicyKindName>> = {
  bypass: 'BYPASS',
  'blocked-caller': 'BLOCKED_CALLER',
  'vip-perimeter': 'VIP_PERIMETER',
  'quiet-hours': 'QUIET_HOURS',
  'frequency-throttle': 'FREQUENCY_THROTTLE',
  'conversation-first': 'CONVERSATION_FIRST',
  'safety-valve': 'SAFETY_VALVE',
  presence: 'PRESENCE',
  'already-in-a-call': 'ALREADY_IN_A_CALL',
  'anonymous-caller': 'ANONYMOUS_CALLER',
};
