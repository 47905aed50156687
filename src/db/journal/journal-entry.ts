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
  /** The reason, in words for people; left out if the kind says enough. */
  readonly cause?: string;
  /** The call right after this entry. */
  readonly call: Call;
}

export interface EntryRow {
  readonly at_epoch: number;
  readonly at_xid: string;
  readonly at_id: string;
  readonly tenant_id: TenantId;
  readonly line_id: LineId;
  readonly call_id: CallId;
  readonly kind: JournalKind;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly actor: Actor;
  readonly cause: string | null;
  readonly call: JsonRow;
}

/** The columns of the journal row `j` for `entryFromRow`. With `at_`, because `inOrder` would sort by a text named `xid`. */
export const entryColumns = sql`j.epoch as at_epoch, j.xid::text as at_xid, j.id::text as at_id, j.tenant_id, j.line_id,
  j.call_id, j.kind, j.occurred_at, j.recorded_at, j.actor, j.cause, j.call`;
export const inOrder = sql`order by epoch, xid, id`;
export const afterPosition = sql`(epoch, xid, id) > (${int('epoch')}, ${text('xid')}::xid8, ${text('id')}::bigint)`;
/**
 * Every transaction below the watermark has ended. Without this condition a reader would skip entries that commit later. An epoch is
 * a time in which the server assigns each transaction id once. In an earlier epoch every transaction has ended, and its ids cannot be
 * compared with those of today.
 */
export const belowWatermark = sql`(epoch < (select epoch from stream_meta) or xid < pg_snapshot_xmin(pg_current_snapshot()))`;

export function entryFromRow(row: EntryRow): JournalEntry {
  return {
    position: { epoch: row.at_epoch, xid: BigInt(row.at_xid), id: BigInt(row.at_id) },
    tenantId: row.tenant_id,
    lineId: row.line_id,
    callId: row.call_id,
    kind: row.kind,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: row.actor,
    ...(row.cause !== null && { cause: row.cause }),
    call: callFromRow(row.call),
  };
}

export function positionParameters(position: Position) {
  return {
    epoch: String(position.epoch),
    xid: String(position.xid),
    id: String(position.id),
  };
}
