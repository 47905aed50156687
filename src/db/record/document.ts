import type { Call } from '../../call/call.ts';
import type { CallId, LineId, ProviderCallId, TenantId } from '../../call/ids.ts';
import type { NewEffect } from '../../call/lifecycle/change.ts';
import { callToRow, type JsonRow } from '../codec.ts';
import { inboxKeyOf } from '../inbox-key.ts';
import { effectRows, entryRows, rowsOf, rowsToInsert } from './inserted-rows.ts';
import type { AttemptOfEffect, CallerChange, EffectFence, Recording } from './recording.ts';

/**
 * A recording in the form that the statement reads as JSON. Each optional field is checked or written by a part of the statement
 * (`parts.ts`).
 */
export interface RecordDocument {
  readonly tenantId: TenantId;
  /** This process, and for how long it holds the reject effects of the change, which it carries out itself. */
  readonly owner: string;
  readonly leaseMs: number;
  /** The optimistic lock: the revision on which the change was decided. Absent for a new call. */
  readonly expect?: { readonly id: string; readonly revision: number };
  /** The call after the change. */
  readonly call?: JsonRow;
  readonly entries?: readonly JsonRow[];
  readonly effects?: readonly JsonRow[];
  /** The rejection of this call is not retried any more. */
  readonly stopsRetries?: { readonly callId: string };
  /** The change of a known caller. A new one is in `callers`. */
  readonly caller?: CallerChange;
  /** Nothing is written unless the caller still has this address, because an erased caller gets no further call. */
  readonly whileStored?: Recording['whileStored'];
  /** The end of an attempt. Nothing is written unless it is still the current one. */
  readonly fence?: EffectFence;
  /** The end of an attempt that may be no longer the current one. */
  readonly lateAnswer?: EffectFence;
  /** Nothing is written unless this attempt is still in flight, because its answer decides what the change leaves open. */
  readonly whileInFlight?: AttemptOfEffect;
  /** Nothing is written unless this attempt is still without an outcome, because the change assumes that it may have acted. */
  readonly whileUnanswered?: AttemptOfEffect;
  /** Aliases of an earlier call whose ids the provider uses again for this new one. */
  readonly movesAliases?: {
    readonly lineId: LineId;
    readonly from: CallId;
    readonly to: CallId;
    readonly ids: readonly ProviderCallId[];
  };
  readonly callers?: readonly JsonRow[];
  readonly addresses?: readonly JsonRow[];
  /** The provider's ids by which later events find the call. */
  readonly aliases?: readonly JsonRow[];
  /** Further ids, from an answer of the provider. Unlike `aliases`, one that is already an alias of another call is left out. */
  readonly learnedAliases?: readonly JsonRow[];
  /** The provider's event, so that a repeated delivery is recognised. */
  readonly received?: readonly JsonRow[];
  readonly idempotency?: readonly JsonRow[];
  readonly audit?: readonly JsonRow[];
}

export function documentOf(tenantId: TenantId, recording: Recording): RecordDocument {
  return {
    tenantId,
    owner: recording.lease.owner,
    leaseMs: recording.lease.ms,
    ...changeOf(tenantId, recording),
    fence: recording.fence,
    lateAnswer: recording.lateAnswer,
    whileInFlight: recording.whileInFlight,
    whileUnanswered: recording.whileUnanswered,
    caller: recording.callerChange,
    whileStored: recording.whileStored,
    callers: rowsOf(
      rowsToInsert.callers,
      recording.newCaller && [{ tenantId, ...recording.newCaller }],
    ),
    addresses: rowsOf(
      rowsToInsert.addresses,
      recording.newAddresses?.map((address) => ({ tenantId, ...address })),
    ),
    aliases: rowsOf(
      rowsToInsert.aliases,
      recording.aliases?.map((alias) => ({ tenantId, ...alias })),
    ),
    learnedAliases: rowsOf(
      rowsToInsert.aliases,
      recording.learnedAliases?.map((alias) => ({ tenantId, ...alias })),
    ),
    received: rowsOf(
      rowsToInsert.received,
      recording.received && [
        { tenantId, ...recording.received, dedupeKey: inboxKeyOf(recording.received.dedupeKey) },
      ],
    ),
    audit: rowsOf(rowsToInsert.audit, recording.audit && [recording.audit]),
    idempotency: rowsOf(
      rowsToInsert.idempotency,
      recording.idempotency && [{ tenantId, ...recording.idempotency }],
    ),
  };
}

function changeOf(
  tenantId: TenantId,
  { change, fence, movesAliases }: Recording,
): Partial<RecordDocument> {
  if (change === undefined) return {};
  const { before, call } = change;
  return {
    ...(before && { expect: { id: before.id, revision: before.revision } }),
    call: callToRow(call),
    entries: rowsOf(
      entryRows,
      change.entries.map((entry) => ({
        ...entry,
        tenantId,
        lineId: entry.call.lineId,
        callId: entry.call.id,
        revision: entry.call.revision,
        // The last entry's call is the document's call, which is not sent twice.
        call: entry.call === call ? undefined : callToRow(entry.call),
      })),
    ),
    effects: rowsOf(
      effectRows,
      change.effects.map((effect) => ({
        ...effect,
        tenantId,
        callId: call.id,
        lineId: sendingLine(call, effect),
        byPolicy: isByPolicy(call, effect),
      })),
    ),
    // A fence settles the effect itself, so no retry is left to stop.
    ...(change.rejectRetries !== 'continue' && !fence && { stopsRetries: { callId: call.id } }),
    ...(movesAliases && { movesAliases: { ...movesAliases, lineId: call.lineId, to: call.id } }),
  };
}

/** A text may be sent over another line than the call's own. */
function sendingLine({ lineId }: Call, effect: NewEffect): LineId {
  return (effect.kind === 'text' ? effect.lineId : undefined) ?? lineId;
}

/** Only policies send notices, so a notice needs no look at the rejection. */
function isByPolicy({ rejection }: Call, effect: NewEffect): boolean {
  const isNotice = effect.kind === 'text' && effect.request.purpose === 'notice';
  return isNotice || rejection?.requestedBy.kind === 'POLICY';
}
