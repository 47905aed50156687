import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { int, reading } from '../connection/statement.ts';
import { epochIsConfirmed } from '../epoch.ts';
import { journal } from '../tables/journal.ts';
import {
  afterPosition,
  belowWatermark,
  type EntryRow,
  entryColumns,
  entryFromRow,
  inOrder,
  type JournalEntry,
  positionParameters,
} from './journal-entry.ts';
import type { Position } from './position.ts';

export interface Tail {
  readonly entries: readonly JournalEntry[];
  /** Every entry below this is readable, and no further entry can appear below it. */
  readonly watermark: Position;
  /** The oldest open transaction that has written; null if there is none. When it ends, entries become readable without a notification. */
  readonly oldestWriter: bigint | null;
  /** False after a restart or a restore of the server: nothing can be recorded until a new epoch begins. */
  readonly isEpochConfirmed: boolean;
}

/** All tenants' entries after a position, in order. */
export async function readTail(db: Database, after: Position, limit: number): Promise<Tail> {
  const rows = await db.run(tail, { ...positionParameters(after), limit: String(limit) });
  const [first] = rows;
  if (first === undefined) throw notMigrated();
  return {
    entries: rows.filter(isEntry).map(entryFromRow),
    watermark: { epoch: Number(first.epoch), xid: BigInt(first.xmin), id: 0n },
    oldestWriter: first.oldest_writer === null ? null : BigInt(first.oldest_writer),
    isEpochConfirmed: first.confirmed,
  };
}

/** If there is no new entry, the result is one row in which all columns of an entry are null. */
function isEntry(row: TailRow): row is TailRow & EntryRow {
  return row.call_id !== null;
}

interface TailRow {
  readonly call_id: EntryRow['call_id'] | null;
  readonly epoch: string;
  readonly xmin: string;
  readonly oldest_writer: string | null;
  readonly confirmed: boolean;
}

/**
 * While no transaction that has written is open, `xmin` of the snapshot equals its `xmax`. The joins have no condition, so they are
 * nested loops, which keep the order of `page`.
 */
const tail = reading<TailRow>(
  'journal_tail',
  sql`with page as (select ${entryColumns} from ${journal} j where ${afterPosition} and ${belowWatermark}
      ${inOrder} limit ${int('limit')})
    select page.*, m.epoch::text as epoch, pg_snapshot_xmin(s)::text as xmin,
      nullif(pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text) as oldest_writer,
      ${epochIsConfirmed} as confirmed
    from pg_current_snapshot() s cross join stream_meta m left join page on true`,
);

/** The position of the last readable entry; one with the xid 0 if there is no entry. */
export async function readHead(db: Database): Promise<Position> {
  const [row] = await db.run(head);
  if (row === undefined) throw notMigrated();
  return { epoch: Number(row.epoch), xid: BigInt(row.xid ?? 0), id: BigInt(row.id ?? 0) };
}

export function notMigrated(): Error {
  return new Error('stream_meta is empty: restart the service, which restores its row');
}

const head = reading<{ epoch: string; xid: string | null; id: string | null }>(
  'journal_head',
  sql`select coalesce(j.epoch, m.epoch)::text as epoch, j.xid::text as xid, j.id::text as id
    from stream_meta m left join lateral (
      select epoch, xid, id from ${journal} where ${belowWatermark}
      order by epoch desc, xid desc, id desc limit 1) j on true`,
);
