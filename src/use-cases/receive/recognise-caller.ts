import type { CallerSeen } from '../../call/call.ts';
import { type CallerAddress, isGroup, phoneOf } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import { type KnownCaller, type MergedCaller, mergeCallers } from '../../call/known-caller.ts';
import type { CallerChange, Recording } from '../../db/record/recording.ts';

export interface Recognised {
  readonly id: CallerId;
  /** Null: never seen before. */
  readonly known: KnownCaller | null;
  /** Writes nothing, but fails if a concurrent change touched the caller: for decisions that depend on the caller. */
  readonly versionGuard?: CallerChange;
  readonly toRecord: Pick<Recording, 'newCaller' | 'newAddresses' | 'callerChange'>;
}

interface CallersKnown {
  readonly callers: readonly KnownCaller[];
  readonly knownAddresses: ReadonlySet<CallerAddress>;
}

/** The addresses that identify one caller. All members of a group call from the group's address, which comes first. */
export function addressesOfOne({ addresses }: CallerSeen): readonly CallerAddress[] {
  return isGroup(addresses) ? [addresses[0]] : addresses;
}

/**
 * Finds the caller by any stored address, and adds the new addresses to that caller. Stored callers that one signal names
 * together are merged.
 */
export function recogniseCaller(
  seen: CallerSeen,
  { callers, knownAddresses }: CallersKnown,
  freshId: CallerId,
): Recognised {
  const addresses = addressesOfOne(seen);
  const one = mergeCallers(callers);
  const id = one?.caller.id ?? freshId;
  const unknown = new Set(addresses.filter((address) => !knownAddresses.has(address)));
  const newAddresses = [...unknown].map((address) => ({ address, callerId: id }));
  const phone = phoneOf(addresses);
  if (one === null) {
    const newCaller = { id, phone, displayName: seen.displayName };
    return { id, known: null, toRecord: { newCaller, newAddresses } };
  }
  const versionGuard = versionGuardOf(one);
  const hasChanged = unknown.size > 0 || one.originals.length > 1;
  const callerChange = hasChanged ? { ...learned(one.caller, phone), ...versionGuard } : undefined;
  return { id, known: one.caller, versionGuard, toRecord: { newAddresses, callerChange } };
}

function versionGuardOf({ caller: { id }, originals }: MergedCaller): CallerChange {
  const [, ...others] = originals;
  return {
    id,
    expected: originals.map((one) => ({ id: one.id, version: one.version })),
    mergedIds: others.flatMap((other) => [other.id, ...other.formerIds]),
  };
}

function learned(caller: KnownCaller, phone: string | undefined) {
  const { displayName, tier, taggedAt, lastConversationAt } = caller;
  const { blockedUntil, block, unblockedAt } = caller;
  return {
    phone: caller.phone ?? phone,
    displayName,
    tier,
    taggedAt,
    blockedUntil,
    block,
    unblockedAt,
    lastConversationAt,
  };
}
