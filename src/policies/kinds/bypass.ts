import { phoneAddress } from '../../call/caller-address.ts';
import type { CallerFacts, Facts } from '../facts.ts';
import { type Finding, passes } from '../finding.ts';
import type { Bypass, Policy } from '../policy.ts';

/** `lets-ring` overrules the rejections of other policies. `passes` leaves the decision to them. */
export function judgeBypass(policy: Bypass, { caller }: Facts): Finding {
  const listed = isListed(policy, caller);
  if (!listed) return passes('the caller is not on the bypass list', { listed });
  return {
    verdict: 'lets-ring',
    because: 'the caller is on the bypass list',
    facts: { listed },
  };
}

type CallerNames = Pick<CallerFacts, 'id' | 'formerIds' | 'addresses' | 'phone'>;

/** Whether an enforced bypass list names the caller. Then no other fact can change the decision, so `findTier` asks no CRM. */
export function isBypassed(policies: readonly Policy[], caller: CallerNames): boolean {
  return policies.some(
    (policy) => policy.is === 'bypass' && policy.mode === 'ENFORCE' && isListed(policy, caller),
  );
}

function isListed(policy: Bypass, { id, formerIds, addresses, phone }: CallerNames): boolean {
  const allAddresses = phone === undefined ? addresses : [...addresses, phoneAddress(phone)];
  return (
    [id, ...formerIds].some((callerId) => policy.callerIds.includes(callerId)) ||
    allAddresses.some((address) => policy.addresses.includes(address))
  );
}
