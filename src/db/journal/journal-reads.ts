import { type SQL, sql } from 'drizzle-orm';
import type { CallId, LineId, TenantId } from '../../call/ids.ts';
import type { JournalKind } from '../../call/journal.ts';
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
import {
  afterPosition,
  belowWatermark,
  type EntryRow,
  entryFromRow,
  entryJson,
  inOrder,
  type JournalEntry,
  positionParameters,
} from './journal-entry.ts';
import type { Position } from './position.ts';

export interface EntryFilter {
  readonly lineIds?: readonly LineId[];
  readonly callId?: CallId;
  readonly kinds?: readonly JournalKind[];
}

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
  return rows.map(entryFromRow);
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
    sql`select ${entryJson} from ${journal} j where tenant_id = ${text('tenant')}
      and ${afterPosition} and ${belowWatermark}${sql.join(where)} ${inOrder} limit ${int('limit')}`,
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
  for (const row of rows) answers[Number(row.n)]?.push(entryFromRow(row));
  return answers;
}

const histories = reading<EntryRow & { n: string }>(
  'journal_of_calls',
  sql`select a.n::text as n, h.entry
    from jsonb_to_recordset(${json('asked')}) as a(n int, "callId" text, "limit" int, epoch int, xid text, id bigint)
    cross join lateral (
      select ${entryJson}, revision from ${journal} j where tenant_id = ${text('tenant')} and call_id = a."callId"
        and (j.epoch, j.xid, j.id) > (a.epoch, a.xid::xid8, a.id) order by revision limit a."limit") h
    order by a.n, h.revision`,
);
