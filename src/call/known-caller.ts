import type { Actor } from './actor.ts';
import type { CallerAddress } from './caller-address.ts';
import type { CallerId } from './ids.ts';

/** Who blocked a caller, and why. */
export interface Block {
  readonly by: Actor;
  /** From a policy, a clause that can follow "because"; from a client, free text. */
  readonly because?: string;
}

/** A stored caller. */
export interface KnownCaller {
  readonly id: CallerId;
  /** For optimistic locking. */
  readonly version: number;
  readonly firstSeenAt: Date;
  readonly phone?: string;
  readonly displayName?: string;
  readonly tier?: string;
  readonly taggedAt?: Date;
  readonly blockedUntil?: Date;
  /** Belongs to `blockedUntil`. Missing for blocks of an earlier release. */
  readonly block?: Block;
  readonly unblockedAt?: Date;
  readonly lastConversationAt?: Date;
  readonly addresses: readonly CallerAddress[];
  /** The ids of callers that were merged into this one. */
  readonly formerIds: readonly CallerId[];
}

export interface MergedCaller {
  /** The fields of all of them, combined. */
  readonly caller: KnownCaller;
  /** As stored. The first one keeps its id. */
  readonly originals: readonly KnownCaller[];
}

/**
 * Merges callers that turned out to be one person. A block of one of them stays in force, so that a second identity is no
 * way around it. The id of a caller with a phone number is kept, or else the oldest, which clients most likely stored.
 */
export function mergeCallers(callers: readonly KnownCaller[]): MergedCaller | null {
  const originals = callers.toSorted(byStaying);
  const [first, ...others] = originals;
  if (first === undefined) return null;
  return { caller: others.reduce(merge, first), originals };
}

function byStaying(a: KnownCaller, b: KnownCaller): number {
  return (
    Number(a.phone === undefined) - Number(b.phone === undefined) ||
    a.firstSeenAt.getTime() - b.firstSeenAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

function merge(one: KnownCaller, other: KnownCaller): KnownCaller {
  return {
    ...other,
    ...one,
    ...laterBlock(one, other),
    taggedAt: later(one.taggedAt, other.taggedAt),
    unblockedAt: later(one.unblockedAt, other.unblockedAt),
    lastConversationAt: later(one.lastConversationAt, other.lastConversationAt),
    addresses: [...one.addresses, ...other.addresses],
    formerIds: [...one.formerIds, other.id, ...other.formerIds],
  };
}

function laterBlock(
  one: KnownCaller,
  other: KnownCaller,
): Pick<KnownCaller, 'blockedUntil' | 'block'> {
  const blockedUntil = later(one.blockedUntil, other.blockedUntil);
  const { block } = blockedUntil === one.blockedUntil ? one : other;
  return { blockedUntil, block };
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
