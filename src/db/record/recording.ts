import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId } from '../../call/ids.ts';
import type { Block } from '../../call/known-caller.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import type { AuditEntry } from '../audit.ts';

/** A change and everything that is written atomically with it. */
export interface Recording {
  readonly change?: Change;
  /** The lease for the reject effects of the change, which this process carries out. Other effects wait to be claimed. */
  readonly lease: { readonly owner: string; readonly ms: number };
  /** The recording is written only if this attempt is still the current one, so that a process that lost its lease changes nothing. */
  readonly fence?: EffectFence;
  /** The end of an attempt that may no longer be the current one. Unlike `fence`, it prevents no recording. */
  readonly lateAnswer?: EffectFence;
  /** Written only if this attempt, which was in flight, is still without an outcome: its answer decides whose rejection ended the call. */
  readonly whileInFlight?: AttemptOfEffect;
  /** Written only if this attempt, whose lease had ended, is still without an outcome: the change assumes that it may have acted. */
  readonly whileUnanswered?: AttemptOfEffect;
  /**
   * The provider's ids of a call and of its texts, by which later events find the call. An id that is already an alias counts as a lost
   * race, and nothing is written.
   */
  readonly aliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: ProviderCallId;
  }[];
  /** Further ids of the call from an answer of the provider. An id that is already an alias of another call is ignored. */
  readonly learnedAliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: string;
  }[];
  /**
   * Aliases that move from an earlier call to this new one. The recording is written only if some of them
   * still belong to the earlier call.
   */
  readonly movesAliases?: { readonly from: CallId; readonly ids: readonly ProviderCallId[] };
  readonly newCaller?: {
    readonly id: CallerId;
    readonly phone?: string;
    readonly displayName?: string;
    readonly namedAt?: Date;
    readonly blockedUntil?: Date;
    readonly block?: Block;
  };
  readonly callerChange?: CallerChange;
  /** Written only if the address is still stored for this caller, whom the new call is from: an erasure deletes the address. */
  readonly whileStored?: { readonly callerId: CallerId; readonly address: CallerAddress };
  readonly newAddresses?: readonly {
    readonly address: CallerAddress;
    readonly callerId: CallerId;
  }[];
  /** The provider's event that is recorded, so that a repeated delivery is recognised. */
  readonly received?: {
    readonly lineId: LineId;
    readonly dedupeKey: string;
    /** The kind of the event. */
    readonly what: string;
    readonly callId?: CallId;
  };
  readonly idempotency?: {
    readonly key: string;
    readonly callId: CallId;
    readonly requestHash: string;
  };
  /** Present if a principal makes the change. */
  readonly audit?: AuditEntry;
}

/** A change of a caller with an optimistic lock: it is written only if the caller has not changed since it was read. */
export interface CallerChange {
  readonly id: CallerId;
  /** The versions that were read of the caller and of the callers to merge into it. */
  readonly expected: readonly { readonly id: CallerId; readonly version: number }[];
  /** All ids, including former ones, of the callers to merge into this one. */
  readonly mergedIds: readonly CallerId[];
  /** Written only if the caller has none. */
  readonly phone?: string;
  /** Written if `namedAt` is not earlier than the stored time, or if the caller has no name. */
  readonly displayName?: string;
  readonly namedAt?: Date;
  /** Written if `taggedAt` is later than the stored time, or if the caller has no tier. */
  readonly tier?: string;
  /** Like each of the times from here on, written only if it is later than the stored one. */
  readonly taggedAt?: Date;
  readonly blockedUntil?: Date;
  /** Written together with `blockedUntil`. */
  readonly block?: Block;
  readonly unblockedAt?: Date;
  readonly lastConversationAt?: Date;
  readonly lastTextedAt?: Date;
}

export interface AttemptOfEffect {
  readonly effectId: EffectId;
  readonly attempt: number;
}

/** An attempt at an effect, and how it ended. */
export interface EffectFence extends AttemptOfEffect {
  readonly outcome: string;
  readonly problem?: object;
  readonly dispatchedInMs?: number;
}
