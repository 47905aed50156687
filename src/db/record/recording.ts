import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId } from '../../call/ids.ts';
import type { Block } from '../../call/known-caller.ts';
import type { Change } from '../../call/lifecycle/change.ts';

/** A change and everything that is written with it, atomically. */
export interface Recording {
  readonly change?: Change;
  /** For the reject effects of the change, which this process carries out. Other effects wait to be claimed. */
  readonly lease: { readonly owner: string; readonly ms: number };
  /** Written only if this attempt is still the current one, so that a process that lost its lease changes nothing. */
  readonly fence?: EffectFence;
  /** Written only if this attempt is still in flight, because its answer decides what the change leaves open. */
  readonly whileInFlight?: { readonly effectId: EffectId; readonly attempt: number };
  readonly aliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: ProviderCallId;
  }[];
  /** Further ids, from an answer of the provider. One that is already another call's alias is ignored. */
  readonly learnedAliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: string;
  }[];
  /** Aliases that move from an earlier call to this new one. Written only if they are still the earlier call's. */
  readonly movesAliases?: { readonly from: CallId; readonly ids: readonly ProviderCallId[] };
  readonly newCaller?: {
    readonly id: CallerId;
    readonly phone?: string;
    readonly displayName?: string;
    readonly blockedUntil?: Date;
    readonly block?: Block;
  };
  readonly callerChange?: CallerChange;
  readonly newAddresses?: readonly {
    readonly address: CallerAddress;
    readonly callerId: CallerId;
  }[];
  readonly received?: {
    readonly lineId: LineId;
    readonly dedupeKey: string;
    readonly what: string;
    readonly callId?: CallId;
  };
  readonly idempotency?: {
    readonly key: string;
    readonly callId: CallId;
    readonly requestHash: string;
  };
}

/** Optimistic lock on callers: a decision that rests on a caller is written only if the caller has not changed since. */
export interface CallerChange {
  readonly id: CallerId;
  /** The versions that were read: of the caller, and of callers that turned out to be the same person. */
  readonly expected: readonly { readonly id: CallerId; readonly version: number }[];
  /** Every id of the latter, which are merged into the caller. */
  readonly mergedIds: readonly CallerId[];
  /** Fills fields that were empty. */
  readonly phone?: string;
  readonly displayName?: string;
  readonly tier?: string;
  /** Of these times the later one is kept. */
  readonly taggedAt?: Date;
  readonly blockedUntil?: Date;
  /** Belongs to `blockedUntil`. */
  readonly block?: Block;
  readonly unblockedAt?: Date;
  readonly lastConversationAt?: Date;
  readonly lastTextedAt?: Date;
}

export interface EffectFence {
  readonly effectId: EffectId;
  readonly attempt: number;
  readonly outcome: string;
  readonly problem?: object;
  readonly dispatchedInMs?: number;
}
