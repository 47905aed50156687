import type { Policy } from '../policy.ts';

/** What is particular to a policy, as `readSettings` takes it: whoever changes a policy begins with this. */
export function settingsOf(policy: Policy): unknown {
  const { is, mode, name, reason, copyKey, ...settings } = policy;
  switch (policy.is) {
    case 'bypass': {
      const addresses = policy.addresses.map((address) => address.replace(/^phone:/, ''));
      return { callers: [...addresses, ...policy.callerIds] };
    }
    case 'blocked-caller':
      return true;
    case 'quiet-hours':
      return policy.hours;
    case 'vip-perimeter':
    case 'frequency-throttle':
    case 'conversation-first':
    case 'safety-valve':
    case 'presence':
    case 'already-in-a-call':
    case 'anonymous-caller':
      return settings;
  }
}
