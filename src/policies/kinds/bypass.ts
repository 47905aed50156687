import { phoneAddress } from '../../call/caller-address.ts';
import type { Facts } from '../facts.ts';
import { type Finding, passes } from '../finding.ts';
import type { Bypass } from '../policy.ts';

export function judgeBypass(policy: Bypass, { caller }: Facts): Finding {
  const { addresses, phone } = caller;
  const known = phone === undefined ? addresses : [...addresses, phoneAddress(phone)];
  const listed =
    policy.callerIds.includes(caller.id) || known.some((one) => policy.addresses.includes(one));
  if (!listed) return passes('the caller is not on the bypass list', { listed });
  return {
    verdict: 'lets-ring',
    because: 'the caller is on the bypass list',
    facts: { listed },
  };
}
