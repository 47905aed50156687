import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId, TenantId } from '../call/ids.ts';
import type { Block } from '../call/known-caller.ts';
import type { Change } from '../call/lifecycle/change.ts';
import { callToRow, type JsonRow } from './codec.ts';
import type { Database } from './database.ts';
import { recordStatement } from './record-statement.ts';
import { toJson } from './statement.ts';
import { isLostRace } from './trouble.ts';

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

/** Whoever decides from what a caller has done so far must be the next to change the caller. */
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

/** 'lost': somebody else changed the call first; read again and decide again. */
export type Recorded = 'written' | 'lost' | 'overtaken';

/** The one door through which a call changes: one statement, so one commit and one round trip. */
export async function record(
  db: Database,
  tenantId: TenantId,
  recording: Recording,
): Promise<Recorded> {
  const recorded = await write(db, tenantId, recording);
  if (recorded === 'written') db.recorded(recording.change?.entries ?? []);
  return recorded;
}

async function write(db: Database, tenantId: TenantId, recording: Recording): Promise<Recorded> {
  const doc = toJson(documentOf(tenantId, recording));
  try {
    const [row] = await db.run(recordStatement, { doc });
    if (row?.written) return 'written';
    return recording.fence && !row?.fenced ? 'overtaken' : 'lost';
  } catch (error) {
    if (isLostRace(error)) return 'lost';
    throw error;
  }
}

function documentOf(tenantId: TenantId, r: Recording): object {
  const { change } = r;
  const own = (row: object): object => ({ tenant_id: tenantId, ...row });
  const list = <Item>(items: readonly Item[] | undefined, row: (item: Item) => object): object[] =>
    (items ?? []).map((item) => own(row(item)));
  return {
    tenant_id: tenantId,
    ...(change?.before && {
      expect: { id: change.before.id, revision: change.before.revision },
    }),
    ...(r.callerChange && { caller: r.callerChange }),
    ...(r.fence && { fence: { id: r.fence.effectId, ...r.fence } }),
    ...(r.beside && { beside: { id: r.beside.effectId, attempt: r.beside.attempt } }),
    ...(r.takes && { takes: { ...r.takes, lineId: change?.call.lineId, to: change?.call.id } }),
    owner: r.lease.owner,
    lease_ms: r.lease.ms,
    inserts: change && !change.before ? [callToRow(change.call)] : [],
    updates: change?.before ? [callToRow(change.call)] : [],
    entries: change?.entries.map((entry) => own(entryRow(entry))) ?? [],
    effects: list(change?.effects, (effect) => ({
      id: effect.id,
      call_id: change?.call.id,
      line_id: ('lineId' in effect && effect.lineId) || change?.call.lineId,
      kind: effect.kind,
      not_before: 'notBefore' in effect ? effect.notBefore : undefined,
      deadline_at: effect.deadlineAt,
      request: effect.request,
    })),
    overtaken: change && change.asking !== 'goes-on' && !r.fence ? [change.call.id] : [],
    callers: list(r.newCaller && [r.newCaller], (c) => ({
      id: c.id,
      phone: c.phone,
      display_name: c.displayName,
      blocked_until: c.blockedUntil,
      block: c.block,
    })),
    addresses: list(r.newAddresses, (a) => ({ address: a.address, caller_id: a.callerId })),
    aliases: list(r.aliases, (a) => ({
      line_id: a.lineId,
      provider_call_id: a.providerCallId,
      call_id: a.callId,
    })),
    learned: list(r.learnedAliases, (a) => ({
      line_id: a.lineId,
      provider_call_id: a.providerCallId,
      call_id: a.callId,
    })),
    received: r.received
      ? [
          own({
            line_id: r.received.lineId,
            dedupe_key: r.received.dedupeKey,
            what: r.received.what,
            call_id: r.received.callId,
          }),
        ]
      : [],
    idempotency: r.idempotency
      ? [
          own({
            key: r.idempotency.key,
            call_id: r.idempotency.callId,
            request_hash: r.idempotency.requestHash,
          }),
        ]
      : [],
  };
}

function entryRow(entry: Change['entries'][number]): JsonRow {
  return {
    line_id: entry.call.lineId,
    call_id: entry.call.id,
    revision: entry.call.revision,
    kind: entry.kind,
    occurred_at: entry.occurredAt,
    actor: entry.actor,
    cause: entry.cause,
    call: callToRow(entry.call),
  };
}
