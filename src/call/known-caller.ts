import type { Actor } from './actor.ts';
import type { CallerAddress } from './caller-address.ts';
import type { CallerId } from './ids.ts';

/** The actor that blocked a caller, and the reason. */
export interface Block {
  readonly by: Actor;
  /** A policy gives a clause that can follow "because"; a client gives free text. */
  readonly because?: string;
}

/** A stored caller. */
export interface KnownCaller {
  readonly id: CallerId;
  /** For optimistic locking. */
  readonly version: number;
  /** When this id was first seen. */
  readonly firstSeenAt: Date;
  readonly phone?: string;
  readonly displayName?: string;
  /**
   * When the provider gave the name. An event that gives the same name again may leave it unchanged. Missing for names that an
   * earlier release stored.
   */
  readonly namedAt?: Date;
  readonly tier?: string;
  /** When the tier was last set or cleared. */
  readonly taggedAt?: Date;
  readonly blockedUntil?: Date;
  /** The origin of `blockedUntil`. Missing for blocks that an earlier release recorded. */
  readonly block?: Block;
  /** Calls before this time do not count towards a throttle. */
  readonly unblockedAt?: Date;
  readonly lastConversationAt?: Date;
  readonly addresses: readonly CallerAddress[];
  /** The ids of callers that were merged into this one. */
  readonly formerIds: readonly CallerId[];
}

/** A name that a provider gives for a caller. `namedAt` is missing if the event came late and does not tell its time. */
export type GivenName = Required<Pick<KnownCaller, 'displayName'>> & Pick<KnownCaller, 'namedAt'>;

/** The caller with this name, unless the stored one is newer. The same object if nothing changes. */
export function named(caller: KnownCaller, given: GivenName): KnownCaller {
  if (given.displayName === caller.displayName) return caller;
  return caller.displayName === undefined || isAsNew(given.namedAt, caller.namedAt)
    ? { ...caller, ...given }
    : caller;
}

/** The name with its latest time, if the caller has it already; undefined if the stored name is another one. */
export function repeatedName(
  { displayName, namedAt }: KnownCaller,
  given: GivenName,
): GivenName | undefined {
  return given.displayName === displayName
    ? { displayName, namedAt: later(namedAt, given.namedAt) }
    : undefined;
}

/** Of two names of the same time, the one that is recorded later counts. */
function isAsNew(givenAt: Date | undefined, storedAt: Date | undefined): boolean {
  return givenAt !== undefined && (storedAt === undefined || givenAt >= storedAt);
}

export interface MergedCaller {
  readonly caller: KnownCaller;
  /** The merged callers as stored. The first one keeps its id. */
  readonly originals: readonly KnownCaller[];
}

/**
 * Merges callers that turned out to be one person. A block of one of them stays in force, so that a caller cannot evade a
 * block with a second identity. The id of a caller with a phone number is kept, or else the id that was seen first, because
 * clients have most likely stored that one. Returns null if there are no callers.
 */
export function mergeCallers(callers: readonly KnownCaller[]): MergedCaller | null {
  const originals = callers.toSorted(keptIdFirst);
  const [first, ...others] = originals;
  if (first === undefined) return null;
  return { caller: others.reduce(merge, first), originals };
}

function keptIdFirst(a: KnownCaller, b: KnownCaller): number {
  return (
    Number(a.phone === undefined) - Number(b.phone === undefined) ||
    a.firstSeenAt.getTime() - b.firstSeenAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The fields of `kept` win; fields that `kept` lacks, such as the phone number, are taken from `other`. */
function merge(kept: KnownCaller, other: KnownCaller): KnownCaller {
  return {
    ...other,
    ...kept,
    ...laterName(kept, other),
    ...laterBlock(kept, other),
    ...laterTag(kept, other),
    unblockedAt: later(kept.unblockedAt, other.unblockedAt),
    lastConversationAt: later(kept.lastConversationAt, other.lastConversationAt),
    addresses: [...kept.addresses, ...other.addresses],
    formerIds: [...kept.formerIds, other.id, ...other.formerIds],
  };
}

function laterName(
  kept: KnownCaller,
  other: KnownCaller,
): Pick<KnownCaller, 'displayName' | 'namedAt'> {
  const { displayName, namedAt } = other;
  if (displayName === kept.displayName) {
    return { displayName, namedAt: later(kept.namedAt, namedAt) };
  }
  const latest = displayName === undefined ? kept : named(kept, { displayName, namedAt });
  return { displayName: latest.displayName, namedAt: latest.namedAt };
}

function laterBlock(
  kept: KnownCaller,
  other: KnownCaller,
): Pick<KnownCaller, 'blockedUntil' | 'block'> {
  const blockedUntil = later(kept.blockedUntil, other.blockedUntil);
  const { block } = blockedUntil === kept.blockedUntil ? kept : other;
  return { blockedUntil, block };
}

/** A tier that was cleared later than another one was set stays cleared. */
function laterTag(kept: KnownCaller, other: KnownCaller): Pick<KnownCaller, 'tier' | 'taggedAt'> {
  const taggedAt = later(kept.taggedAt, other.taggedAt);
  // An earlier release stored tiers without the time.
  if (taggedAt === undefined) return { tier: kept.tier ?? other.tier, taggedAt };
  const { tier } = taggedAt === kept.taggedAt ? kept : other;
  return { tier, taggedAt };
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
