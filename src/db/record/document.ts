import type { PgTable } from 'drizzle-orm/pg-core';
import type { CallId, LineId, ProviderCallId, TenantId } from '../../call/ids.ts';
import { callToRow, type JsonRow, rowOf } from '../codec.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { callAliases } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { idempotencyKeys, inbox } from '../tables/inbox.ts';
import { journal } from '../tables/journal.ts';
import type { CallerChange, EffectFence, Recording } from './recording.ts';

/** Rows of a recording: the document holds these fields, and the statement reads these columns. */
interface Rows<Table extends PgTable, Field extends keyof Table['$inferInsert'] & string> {
  readonly table: Table;
  readonly fields: readonly Field[];
}

function rows<Table extends PgTable, Field extends keyof Table['$inferInsert'] & string>(
  table: Table,
  ...fields: Field[]
): Rows<Table, Field> {
  return { table, fields };
}

export const rowsToInsert = {
  callers: rows(callers, 'tenantId', 'id', 'phone', 'displayName', 'blockedUntil', 'block'),
  addresses: rows(callerAddresses, 'tenantId', 'address', 'callerId'),
  aliases: rows(callAliases, 'tenantId', 'lineId', 'providerCallId', 'callId'),
  received: rows(inbox, 'tenantId', 'lineId', 'dedupeKey', 'what', 'callId'),
  idempotency: rows(idempotencyKeys, 'tenantId', 'key', 'callId', 'requestHash'),
} as const;

export const entryRows = rows(
  journal,
  ...([
    'tenantId',
    'lineId',
    'callId',
    'revision',
    'kind',
    'occurredAt',
    'actor',
    'cause',
  ] as const),
  'call',
);

export const effectRows = rows(
  effects,
  ...(['tenantId', 'id', 'callId', 'lineId', 'kind', 'notBefore', 'deadlineAt'] as const),
  'request',
);

/** A recording as the statement reads it. What is absent is not there to do. */
export interface RecordDocument {
  readonly tenantId: TenantId;
  readonly owner: string;
  readonly leaseMs: number;
  /** The call as it must still be. Absent for a call that is new. */
  readonly expect?: { readonly id: string; readonly revision: number };
  /** The call as it is from now on. */
  readonly call?: JsonRow;
  readonly entries?: readonly JsonRow[];
  readonly effects?: readonly JsonRow[];
  /** No request is made any more for the rejection of this call. */
  readonly stopsAsking?: { readonly callId: string };
  readonly caller?: CallerChange;
  readonly fence?: EffectFence;
  readonly beside?: NonNullable<Recording['beside']>;
  readonly takes?: {
    readonly lineId: LineId;
    readonly from: CallId;
    readonly to: CallId;
    readonly ids: readonly ProviderCallId[];
  };
  readonly callers?: readonly JsonRow[];
  readonly addresses?: readonly JsonRow[];
  readonly aliases?: readonly JsonRow[];
  readonly learnedAliases?: readonly JsonRow[];
  readonly received?: readonly JsonRow[];
  readonly idempotency?: readonly JsonRow[];
}

export function documentOf(tenantId: TenantId, r: Recording): RecordDocument {
  return {
    tenantId,
    owner: r.lease.owner,
    leaseMs: r.lease.ms,
    ...changeOf(tenantId, r),
    fence: r.fence,
    beside: r.beside,
    caller: r.callerChange,
    callers: list(rowsToInsert.callers, r.newCaller && [{ tenantId, ...r.newCaller }]),
    addresses: list(
      rowsToInsert.addresses,
      r.newAddresses?.map((address) => ({ tenantId, ...address })),
    ),
    aliases: list(
      rowsToInsert.aliases,
      r.aliases?.map((alias) => ({ tenantId, ...alias })),
    ),
    learnedAliases: list(
      rowsToInsert.aliases,
      r.learnedAliases?.map((alias) => ({ tenantId, ...alias })),
    ),
    received: list(rowsToInsert.received, r.received && [{ tenantId, ...r.received }]),
    idempotency: list(rowsToInsert.idempotency, r.idempotency && [{ tenantId, ...r.idempotency }]),
  };
}

function changeOf(
  tenantId: TenantId,
  { change, fence, takes }: Recording,
): Partial<RecordDocument> {
  if (change === undefined) return {};
  const { before, call } = change;
  return {
    ...(before && { expect: { id: before.id, revision: before.revision } }),
    call: callToRow(call),
    entries: list(
      entryRows,
      change.entries.map((entry) => ({
        ...entry,
        tenantId,
        lineId: entry.call.lineId,
        callId: entry.call.id,
        revision: entry.call.revision,
        // The last entry's call is the call as it is from now on, which is not sent twice.
        call: entry.call === call ? undefined : callToRow(entry.call),
      })),
    ),
    effects: list(
      effectRows,
      change.effects.map((effect) => ({
        ...effect,
        tenantId,
        callId: call.id,
        lineId: ('lineId' in effect && effect.lineId) || call.lineId,
      })),
    ),
    ...(change.asking !== 'goes-on' && !fence && { stopsAsking: { callId: call.id } }),
    ...(takes && { takes: { ...takes, lineId: call.lineId, to: call.id } }),
  };
}

function list<Table extends PgTable, Field extends keyof Table['$inferInsert'] & string>(
  { table, fields }: Rows<Table, Field>,
  values: readonly Partial<Record<Field, unknown>>[] | undefined,
): JsonRow[] | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return values.map((value) => rowOf(table, fields, value));
}
