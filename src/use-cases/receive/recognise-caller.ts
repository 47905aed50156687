import type { CallerSeen } from '../../call/call.ts';
import { type CallerAddress, isGroup, phoneOf } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import {
  type GivenName,
  type KnownCaller,
  type MergedCaller,
  mergeCallers,
  named,
  repeatedName,
} from '../../call/known-caller.ts';
import type { CallerChange, Recording } from '../../db/record/recording.ts';

/** The caller of a signal, and what the signal changes of the stored callers. */
export interface Recognised {
  readonly id: CallerId;
  /** Null for a caller who was never seen before. */
  readonly known: KnownCaller | null;
  /** Recorded with a decision that depends on the caller: the write fails if the caller has changed since it was read. */
  readonly versionGuard?: CallerChange;
  readonly toRecord: Pick<Recording, 'newCaller' | 'newAddresses' | 'callerChange'>;
}

interface CallersKnown {
  readonly callers: readonly KnownCaller[];
  readonly knownAddresses: ReadonlySet<CallerAddress>;
}

/**
 * The addresses that identify one caller. For a group that is only the group's address, which comes first: its members
 * are different people.
 */
export function addressesOfOne({ addresses }: CallerSeen): readonly CallerAddress[] {
  return isGroup(addresses) ? [addresses[0]] : addresses;
}

/**
 * Finds the caller by any stored address, and adds the new addresses to that caller. Stored callers that one signal names
 * together are merged. `newId` is the id of the caller if none is stored. `toldAt` is the time of the signal, if it can be told.
 */
export function recogniseCaller(
  seen: CallerSeen,
  { callers, knownAddresses }: CallersKnown,
  newId: CallerId,
  toldAt: Date | undefined,
): Recognised {
  const addresses = addressesOfOne(seen);
  const merged = mergeCallers(callers);
  const id = merged?.caller.id ?? newId;
  const unknown = new Set(addresses.filter((address) => !knownAddresses.has(address)));
  const newAddresses = [...unknown].map((address) => ({ address, callerId: id }));
  const phone = phoneOf(addresses);
  const given = nameIn(seen, toldAt);
  if (merged === null) {
    const newCaller = { id, phone, ...given };
    return { id, known: null, toRecord: { newCaller, newAddresses } };
  }
  const known = given ? named(merged.caller, given) : merged.caller;
  // The newer time of a repeated name alone is no reason to write, so it is stored along with any other write.
  const versionGuard = { ...versionGuardOf(merged), ...(given && repeatedName(known, given)) };
  const hasChanged = unknown.size > 0 || merged.originals.length > 1 || known !== merged.caller;
  const callerChange = hasChanged ? { ...fieldsToStore(known, phone), ...versionGuard } : undefined;
  return { id, known, versionGuard, toRecord: { newAddresses, callerChange } };
}

/** In a group call it is the name of a member, and not of the group, which is the caller. */
function nameIn(
  { addresses, displayName }: CallerSeen,
  namedAt: Date | undefined,
): GivenName | undefined {
  return displayName === undefined || isGroup(addresses) ? undefined : { displayName, namedAt };
}

function versionGuardOf({ caller, originals }: MergedCaller): CallerChange {
  // The first caller is kept, and the others are merged into it.
  const [, ...others] = originals;
  return {
    id: caller.id,
    expected: originals.map(({ id, version }) => ({ id, version })),
    mergedIds: others.flatMap((other) => [other.id, ...other.formerIds]),
  };
}

function fieldsToStore(caller: KnownCaller, phone: string | undefined) {
  const { displayName, namedAt, tier, taggedAt, lastConversationAt } = caller;
  const { blockedUntil, block, unblockedAt } = caller;
  return {
    phone: caller.phone ?? phone,
    displayName,
    namedAt,
    tier,
    taggedAt,
    blockedUntil,
    block,
    unblockedAt,
    lastConversationAt,
  };
}
