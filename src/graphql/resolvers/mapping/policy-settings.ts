import type { OpeningHours } from '../../../policies/opening-hours.ts';
import type { Bypass, Policy } from '../../../policies/policy.ts';
import type { ResolversTypes } from '../../types.generated.ts';

type Settings = Awaited<ResolversTypes['PhoneLinePolicySettings']>;

/**
 * The settings of a policy, in the form in which `setPhoneLinePolicies` accepts them. With `...policy` an object gets more fields than
 * its type in the schema has; GraphQL ignores these.
 */
export function settingsOf(policy: Policy): Settings {
  switch (policy.is) {
    case 'bypass':
      return { __typename: 'PhoneLineBypassPolicy', callers: callersOf(policy) };
    case 'blocked-caller':
      // This kind has nothing to set, but a type of the schema needs a field.
      return { __typename: 'PhoneLineBlockedCallerPolicy', on: true };
    case 'vip-perimeter':
      return { __typename: 'PhoneLineVipPerimeterPolicy', ...policy, tiers: [...policy.tiers] };
    case 'quiet-hours':
      return { __typename: 'PhoneLineQuietHoursPolicy', ...hoursOf(policy.hours) };
    case 'frequency-throttle':
      return { __typename: 'PhoneLineFrequencyThrottlePolicy', ...policy };
    case 'conversation-first':
      return { __typename: 'PhoneLineConversationFirstPolicy', ...policy };
    case 'safety-valve':
      return { __typename: 'PhoneLineSafetyValvePolicy', ...policy };
    case 'presence':
      return { __typename: 'PhoneLinePresencePolicy', ...policy };
    case 'already-in-a-call':
      return { __typename: 'PhoneLineAlreadyInACallPolicy', ...policy };
    case 'anonymous-caller':
      return { __typename: 'PhoneLineAnonymousCallerPolicy', who: [...policy.who] };
  }
}

/** A phone number is stored as `phone:+44…` and shown without the prefix. */
function callersOf({ addresses, callerIds }: Bypass): string[] {
  return [...addresses.map((address) => address.replace(/^phone:/, '')), ...callerIds];
}

function hoursOf({ open, holidays }: OpeningHours) {
  return {
    open: open.map((opening) => ({ ...opening, days: [...opening.days] })),
    holidays: holidays.map((holiday) => ({ ...holiday, open: [...holiday.open] })),
  };
}
