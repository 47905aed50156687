import type { CallerSeen } from '../../call/call.ts';
import { type CallerAddress, isGroup, phoneOf } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import { type KnownCaller, type MergedCaller, mergeCallers } from '../../call/known-caller.ts';
import type { CallerChange, Recording } from '../../db/record/recording.ts';

export interface Recognised {
  readonly id: CallerId;
  /** Null: never seen before. */
  readonly known: KnownCaller | null;
  /** Nothing but that they are as we knew them, for whoever decides from it. */
  readonly unchanged?: CallerChange;
  readonly toRecord: Pick<Recording, 'newCaller' | 'newAddresses' | 'callerChange'>;
}

interface CallersKnown {
  readonly callers: readonly KnownCaller[];
  readonly knownAddresses: ReadonlySet<CallerAddress>;
}

/** The addresses that are one person's. Everybody of a group calls by the group's. */
export function addressesOfOne({ addresses }: CallerSeen): readonly CallerAddress[] {
  return isGroup(addresses) ? [addresses[0]] : addresses;
}

/**
 * The same person under any known address; addresses not known before are theirs from now on. Who was seen under two of
 * them apart, and is named by both now, is one from now on.
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
  const unchanged = unchangedOf(one);
  const isNews = unknown.size > 0 || one.originals.length > 1;
  const callerChange = isNews ? { ...learned(one.caller, phone), ...unchanged } : undefined;
  return { id, known: one.caller, unchanged, toRecord: { newAddresses, callerChange } };
}

function unchangedOf({ caller: { id }, originals }: MergedCaller): CallerChange {
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
