import { readAddress } from '../../call/caller-address.ts';
import { rejectReasons } from '../../call/rejection.ts';
import { modes, type Policy } from '../policy.ts';
import {
  complain,
  expectFields,
  isGiven,
  type Place,
  type ReadProblem,
  readField,
  readItems,
  readOneOf,
  readOptional,
  readText,
  startReading,
} from '../reading.ts';
import type { AddressOf } from './read-bypass.ts';
import { type PolicyField, policyFields, readSettings } from './read-settings.ts';

export type PoliciesRead =
  | { readonly is: 'policies'; readonly policies: readonly Policy[] }
  | { readonly is: 'problems'; readonly problems: readonly ReadProblem[] };

const maxPolicies = 50;
const commonFields = ['mode', 'name', 'reason', 'copyKey'];

/** Reads a line's policies, or returns all their problems together. `addressOf` reads the entries of bypass lists. */
export function readPolicies(value: unknown, addressOf: AddressOf = readAddress): PoliciesRead {
  const place = startReading(value, 'policies');
  const policies = readItems(place, { max: maxPolicies }).flatMap((policy) =>
    readPolicy(policy, addressOf),
  );
  checkTogether(place, policies);
  const { problems } = place;
  return problems.length > 0 ? { is: 'problems', problems } : { is: 'policies', policies };
}

function readPolicy(place: Place, addressOf: AddressOf): Policy[] {
  expectFields(place, [...commonFields, ...policyFields]);
  const given = policyFields.filter((field) => isGiven(readField(place, field)));
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none' : given.join(' and ');
    complain(place, `must have exactly one of ${policyFields.join(', ')}, and has ${found}`);
  }
  const common = readCommon(place, given.length === 1 ? given[0] : undefined);
  // If several are given, each is read, so that the problems of each are reported.
  return given.map((field) => ({
    ...readSettings(readField(place, field), field, addressOf),
    ...common,
  }));
}

/** Reads the fields that every kind of policy has. `field` is undefined if the kind is not clear. */
function readCommon(place: Place, field?: PolicyField) {
  if (field === 'bypass') {
    for (const name of ['reason', 'copyKey']) {
      const useless = readField(place, name);
      if (isGiven(useless)) complain(useless, 'must be left out: a bypass never rejects');
    }
  }
  return {
    mode: 'ENFORCE' as const,
    ...readOptional(place, 'mode', (mode) => readOneOf(mode, modes)),
    ...readOptional(place, 'name', (name) => readText(name, 100)),
    ...readOptional(place, 'reason', (reason) => readOneOf(reason, rejectReasons)),
    ...readOptional(place, 'copyKey', (key) => readText(key, 64)),
  };
}

/** A CRM is asked for the tier of a caller, who has one tier: so all policies of a line must name the same CRM. */
function checkTogether(whole: Place, policies: readonly Policy[]): void {
  const urls = policies.flatMap((policy) =>
    policy.is === 'vip-perimeter' && policy.crm ? [policy.crm.url] : [],
  );
  const [first] = urls;
  if (urls.every((url) => url === first)) return;
  complain(whole, `must ask one CRM, but name ${[...new Set(urls)].join(' and ')}`);
}
