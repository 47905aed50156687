import type { Policy } from '../policy.ts';
import type { ReadProblem } from '../reading.ts';
import type { CopySet } from './copy-set.ts';

/** Policies that name a copy which nobody has written; without this the caller would be told something else. */
export function checkCopyKeys(policies: readonly Policy[], set: CopySet): ReadProblem[] {
  const written = set.copies.map(({ key }) => key);
  return policies.flatMap((policy, i) =>
    keysNamedBy(policy)
      .filter(([, key]) => !written.includes(key))
      .map(([field, key]) => ({
        path: `policies[${i}].${field}`,
        message: `names the copy "${key}", which is not written; written are: ${written.join(', ')}`,
      })),
  );
}

function keysNamedBy(policy: Policy): [field: string, key: string][] {
  const named: [string, string | undefined][] = [['copyKey', policy.copyKey]];
  if (policy.is === 'presence') named.push(['presence.busyCopyKey', policy.busyCopyKey]);
  return named.flatMap(([field, key]): [string, string][] =>
    key === undefined ? [] : [[field, key]],
  );
}
