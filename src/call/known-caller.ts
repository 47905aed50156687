import type { Actor } from './actor.ts';
import type { CallerAddress } from './caller-address.ts';
import type { CallerId } from './ids.ts';

/** Who blocked a caller, and why. */
export interface Block {
  readonly by: Actor;
  /** What a policy found reads on after "because"; what a person said is as they wrote it. */
  readonly because?: string;
}

/** A caller as they are kept. */
export interface KnownCaller {
  readonly id: CallerId;
  /** Counts their changes. */
  readonly version: number;
  readonly firstSeenAt: Date;
  readonly phone?: string;
  readonly displayName?: string;
  readonly tier?: string;
  readonly taggedAt?: Date;
  readonly blockedUntil?: Date;
  /** Of the block until then; unknown of those from before this was kept. */
  readonly block?: Block;
  readonly unblockedAt?: Date;
  readonly lastConversationAt?: Date;
  readonly addresses: readonly CallerAddress[];
  /** Of callers who have turned out to be this one. */
  readonly formerIds: readonly CallerId[];
}

export interface MergedCaller {
  /** With what was known of all of them. */
  readonly caller: KnownCaller;
  /** As they are kept, the one who stays first. */
  readonly originals: readonly KnownCaller[];
}

/**
 * Callers who have turned out to be one person. Nobody gains by it: what was held against one of them is held against
 * the one. Who has a phone stays, and else who was seen first: theirs is the id that most will have kept.
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
