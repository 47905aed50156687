import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId } from '../../call/ids.ts';
import type { Block } from '../../call/known-caller.ts';
import type { Change } from '../../call/lifecycle/change.ts';

/** Everything that one change brings with it. It is written whole or not at all. */
export interface Recording {
  readonly change?: Change;
  /** Who carries out a reject of this change from now on, and for how long nobody else may. Texts are to be claimed. */
  readonly lease: { readonly owner: string; readonly ms: number };
  /** Holds only while this very attempt is the current one: an overtaken sender changes nothing. */
  readonly fence?: EffectFence;
  /** Holds only while this very attempt is under way: its end decides what is left open here. */
  readonly beside?: { readonly effectId: EffectId; readonly attempt: number };
  readonly aliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: ProviderCallId;
  }[];
  /** Alike, but where one is another call's already it stays so: nothing depends on it. */
  readonly learnedAliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: string;
  }[];
  /** Ids that name the new call from now on, and no longer an earlier one. Holds only while they are that one's. */
  readonly takes?: { readonly from: CallId; readonly ids: readonly ProviderCallId[] };
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

/** A decision that rests on what a caller has done so far holds only if nobody has changed the caller since. */
export interface CallerChange {
  readonly id: CallerId;
  /** As they were when it was decided: the caller, and those who have turned out to be the same person. */
  readonly known: readonly { readonly id: CallerId; readonly version: number }[];
  /** Every id of the latter: it is the caller's from now on, with its addresses. */
  readonly mergedIds: readonly CallerId[];
  /** What was not known of the caller before. */
  readonly phone?: string;
  readonly displayName?: string;
  readonly tier?: string;
  /** The later counts. */
  readonly taggedAt?: Date;
  readonly blockedUntil?: Date;
  /** Of the block until then. */
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
