import { sql } from 'drizzle-orm';
import type { Actor } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import type { CallId, LineId, TenantId } from '../../call/ids.ts';
import type { JournalKind } from '../../call/journal.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import { int, text } from '../connection/statement.ts';
import type { Position } from './position.ts';

/** An entry as it stands in the journal. */
export interface JournalEntry {
  readonly position: Position;
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  readonly callId: CallId;
  readonly kind: JournalKind;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly actor: Actor;
  readonly cause?: string;
  readonly call: Call;
}

export interface EntryRow {
  readonly entry: {
    epoch: number;
    xid: string;
    id: string;
    tenant_id: TenantId;
    line_id: LineId;
    call_id: CallId;
    kind: JournalKind;
    occurred_at: string;
    recorded_at: string;
    actor: Actor;
    cause: string | null;
    call: JsonRow;
  };
}

export const entryJson = sql`to_jsonb(j) || jsonb_build_object('xid', xid::text, 'id', id::text) as entry`;
export const inOrder = sql`order by epoch, xid, id`;
export const afterPosition = sql`(epoch, xid, id) > (${int('epoch')}, ${text('xid')}::xid8, ${text('id')}::bigint)`;
/** Every transaction below the watermark has ended. Without this condition a reader would skip entries that commit later. */
export const belowWatermark = sql`(epoch < (select epoch from stream_meta) or xid < pg_snapshot_xmin(pg_current_snapshot()))`;

export function entryFromRow(row: EntryRow): JournalEntry {
  const e = row.entry;
  return {
    position: { epoch: e.epoch, xid: BigInt(e.xid), id: BigInt(e.id) },
    tenantId: e.tenant_id,
    lineId: e.line_id,
    callId: e.call_id,
    kind: e.kind,
    occurredAt: new Date(e.occurred_at),
    recordedAt: new Date(e.recorded_at),
    actor: e.actor,
    ...(e.cause !== null && { cause: e.cause }),
    call: callFromRow(e.call),
  };
}

export function positionParameters(position: Position) {
  return {
    epoch: String(position.epoch),
    xid: String(position.xid),
    id: String(position.id),
  };
}
