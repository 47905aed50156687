import { type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import type { CallId, LineId, TenantId } from '../../call/ids.ts';
import type { JournalKind } from '../../call/journal.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import {
  int,
  json,
  reading,
  type Statement,
  text,
  texts,
  toJson,
} from '../connection/statement.ts';
import { journal } from '../tables/journal.ts';
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

export interface EntryFilter {
  readonly lineIds?: readonly LineId[];
  readonly callId?: CallId;
  readonly kinds?: readonly JournalKind[];
}

interface EntryRow {
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

const entry = sql`to_jsonb(j) || jsonb_build_object('xid', xid::text, 'id', id::text) as entry`;
const order = sql`order by epoch, xid, id`;
const afterPosition = sql`(epoch, xid, id) > (${int('epoch')}, ${text('xid')}::xid8, ${text('id')}::bigint)`;
/** Every transaction below the watermark has ended. Without this condition a reader would skip entries that commit later. */
const belowWatermark = sql`(epoch < (select epoch from stream_meta) or xid < pg_snapshot_xmin(pg_current_snapshot()))`;

function decode(row: EntryRow): JournalEntry {
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

function positionParameters(position: Position) {
  return {
    epoch: String(position.epoch),
    xid: String(position.xid),
    id: String(position.id),
  };
}

export interface Tail {
  readonly entries: readonly JournalEntry[];
  /** Every entry below this is readable; no other can appear there. */
  readonly watermark: Position;
  /** The oldest open transaction that has written. Its end makes entries readable without a notification. */
  readonly oldestWriter: bigint | null;
}

/** All tenants' entries after a position, in order. */
export async function readTail(db: Database, after: Position, limit: number): Promise<Tail> {
  const rows = await db.run(tail, { ...positionParameters(after), limit: String(limit) });
  const [first] = rows;
  if (first === undefined) throw notMigrated();
  return {
    entries: rows.filter((row) => row.entry !== null).map((row) => decode(row as EntryRow)),
    watermark: { epoch: Number(first.epoch), xid: BigInt(first.xmin), id: 0n },
    oldestWriter: first.oldest_writer === null ? null : BigInt(first.oldest_writer),
  };
}

interface TailRow {
  readonly entry: EntryRow['entry'] | null;
  readonly epoch: string;
  readonly xmin: string;
  readonly oldest_writer: string | null;
}

const tail = reading<TailRow>(
  'journal_tail',
  sql`with page as (select ${entry} from ${journal} j where ${afterPosition} and ${belowWatermark}
      ${order} limit ${int('limit')})
    select entry, m.epoch::text as epoch, pg_snapshot_xmin(s)::text as xmin,
      nullif(pg_snapshot_xmin(s)::text, pg_snapshot_xmax(s)::text) as oldest_writer
    from pg_current_snapshot() s cross join stream_meta m left join page on true`,
);

/** The position of the last readable entry. */
export async function readHead(db: Database): Promise<Position> {
  const [row] = await db.run(head);
  if (row === undefined) throw notMigrated();
  return { epoch: Number(row.epoch), xid: BigInt(row.xid ?? 0), id: BigInt(row.id ?? 0) };
}

function notMigrated(): Error {
  return new Error('stream_meta is empty: restart the service, which restores its row');
}

const head = reading<{ epoch: string; xid: string | null; id: string | null }>(
  'journal_head',
  sql`select coalesce(j.epoch, m.epoch)::text as epoch, j.xid::text as xid, j.id::text as id
    from stream_meta m left join lateral (
      select epoch, xid, id from ${journal} where ${belowWatermark}
      order by epoch desc, xid desc, id desc limit 1) j on true`,
);

export interface JournalEnd {
  /** Every entry below this is readable; no other can appear there. */
  readonly watermark: Position;
  /** No entry has reached this position. A cursor from before a restore of a backup may lie beyond it. */
  readonly end: Position;
}

export async function readJournalEnd(db: Database): Promise<JournalEnd> {
  const [row] = await db.run(journalEnd);
  if (row === undefined) throw notMigrated();
  const epoch = Number(row.epoch);
  return {
    watermark: { epoch, xid: BigInt(row.xmin), id: 0n },
    end: { epoch, xid: BigInt(row.next_xid), id: 0n },
  };
}

const journalEnd = reading<{ epoch: string; xmin: string; next_xid: string }>(
  'journal_end',
  sql`select epoch::text as epoch, pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as next_xid
    from pg_current_snapshot() s cross join stream_meta`,
);

/** One tenant's entries after a position, in order. */
export async function readEntries(
  db: Database,
  tenantId: TenantId,
  filter: EntryFilter,
  after: Position,
  limit: number,
): Promise<JournalEntry[]> {
  const rows = await db.run(entriesStatement(filter), {
    ...positionParameters(after),
    tenant: tenantId,
    lines: toJson(filter.lineIds ?? []),
    call: filter.callId ?? null,
    kinds: toJson(filter.kinds ?? []),
    limit: String(limit),
  });
  return rows.map(decode);
}

const conditions: readonly { field: keyof EntryFilter; holds: SQL }[] = [
  { field: 'lineIds', holds: sql`line_id = any(${texts('lines')})` },
  { field: 'callId', holds: sql`call_id = ${text('call')}` },
  { field: 'kinds', holds: sql`kind = any(${texts('kinds')})` },
];

const entriesStatements = new Map<string, Statement<EntryRow>>();

function entriesStatement(filter: EntryFilter): Statement<EntryRow> {
  const given = conditions.filter(({ field }) => filter[field] !== undefined);
  const name = ['journal_entries', ...given.map(({ field }) => field)].join('_');
  const cached = entriesStatements.get(name);
  if (cached) return cached;
  const where = given.map(({ holds }) => sql` and ${holds}`);
  const made = reading<EntryRow>(
    name,
    sql`select ${entry} from ${journal} j where tenant_id = ${text('tenant')}
      and ${afterPosition} and ${belowWatermark}${sql.join(where)} ${order} limit ${int('limit')}`,
  );
  entriesStatements.set(name, made);
  return made;
}

export interface HistoryQuestion {
  readonly callId: CallId;
  readonly after: Position;
  readonly limit: number;
}

/** The entries of each of these calls after a position, in one query. The result has the order of `questions`. */
export async function readHistories(
  db: Database,
  tenantId: TenantId,
  questions: readonly HistoryQuestion[],
): Promise<JournalEntry[][]> {
  const asked = questions.map(({ callId, after, limit }, n) => ({
    ...{ n, callId, limit },
    ...positionParameters(after),
  }));
  const rows = await db.run(histories, { tenant: tenantId, asked: toJson(asked) });
  const answers: JournalEntry[][] = questions.map(() => []);
  for (const row of rows) answers[Number(row.n)]?.push(decode(row));
  return answers;
}

const histories = reading<EntryRow & { n: string }>(
  'journal_of_calls',
  sql`select a.n::text as n, h.entry
    from jsonb_to_recordset(${json('asked')}) as a(n int, "callId" text, "limit" int, epoch int, xid text, id bigint)
    cross join lateral (
      select ${entry}, revision from ${journal} j where tenant_id = ${text('tenant')} and call_id = a."callId"
        and (j.epoch, j.xid, j.id) > (a.epoch, a.xid::xid8, a.id) order by revision limit a."limit") h
    order by a.n, h.revision`,
);
