import { type SQL, sql } from 'drizzle-orm';
import type { CallId, LineId, TenantId } from '../../call/ids.ts';
import type { JournalKind } from '../../call/journal.ts';
import type { Database } from '../connection/database.ts';
import { int, json, reading, type Statement, text, toJson } from '../connection/statement.ts';
import { journal } from '../tables/journal.ts';
import { lines } from '../tables/lines.ts';
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
  const { lineIds, kinds } = filter;
  const rows = await db.run(entriesOf[scanFor(filter)], {
    ...positionParameters(after),
    tenant: tenantId,
    lines: lineIds ? toJson(lineIds) : null,
    call: filter.callId ?? null,
    kinds: kinds ? toJson(kinds) : null,
    limit: String(limit),
  });
  return rows.map(entryFromRow);
}

/**
 * Which index is scanned. Several lines or kinds take one ordered scan each, because a single scan would read and sort all their
 * entries.
 */
type Scan = 'of_tenant' | 'of_call' | 'of_lines' | 'of_kinds_of_lines' | 'of_kinds';

function scanFor({ lineIds, callId, kinds }: EntryFilter): Scan {
  if (callId !== undefined) return 'of_call';
  if (kinds !== undefined) return lineIds === undefined ? 'of_kinds' : 'of_kinds_of_lines';
  return lineIds === undefined ? 'of_tenant' : 'of_lines';
}

const givenLines = sql`(select distinct id from jsonb_array_elements_text(${json('lines')}) l(id)) l`;
const givenKinds = sql`(select distinct kind from jsonb_array_elements_text(${json('kinds')}) k(kind)) k`;
const allLines = sql`(select id from ${lines} where tenant_id = ${text('tenant')}) l`;
const ofLineAndKind = sql`line_id = l.id and kind = k.kind`;

const scans: Record<Scan, { readonly over?: SQL; readonly where: SQL; readonly order: SQL }> = {
  of_tenant: { where: sql`true`, order: inOrder },
  // Within one call, the order of revisions is that of the journal.
  of_call: {
    where: sql`call_id = ${text('call')}
      and (${text('lines')} is null or ${json('lines')} ? line_id)
      and (${text('kinds')} is null or ${json('kinds')} ? kind)`,
    order: sql`order by revision`,
  },
  of_lines: { over: givenLines, where: sql`line_id = l.id`, order: inOrder },
  of_kinds_of_lines: {
    over: sql`${givenLines} cross join ${givenKinds}`,
    where: ofLineAndKind,
    order: inOrder,
  },
  of_kinds: {
    over: sql`${allLines} cross join ${givenKinds}`,
    where: ofLineAndKind,
    order: inOrder,
  },
};

const entriesOf = Object.fromEntries(
  Object.entries(scans).map(([scan, { over, where, order }]) => {
    const page = sql`select * from ${journal} where tenant_id = ${text('tenant')} and ${where}
      and ${afterPosition} and ${belowWatermark} ${order} limit ${int('limit')}`;
    const matching = over
      ? sql`select p.* from ${over} cross join lateral (${page}) p ${inOrder} limit ${int('limit')}`
      : page;
    const query = sql`select ${entryColumns} from (${matching}) j ${inOrder}`;
    return [scan, reading<EntryRow>(`journal_${scan}`, query)];
  }),
) as Record<Scan, Statement<EntryRow>>;

export interface HistoryQuestion {
  readonly callId: CallId;
  readonly after: Position;
  readonly limit: number;
}

/**
 * The entries of each of these calls after a position, in one query. The result has the order of `questions`. Reads beyond the
 * watermark (below which every transaction has ended), because the revisions of one call are committed in their order: no
 * entry of the call can still appear before one that is read.
 */
export async function readHistories(
  db: Database,
  tenantId: TenantId,
  questions: readonly HistoryQuestion[],
): Promise<JournalEntry[][]> {
  const numbered = questions.map(({ callId, after, limit }, n) => ({
    n,
    callId,
    limit,
    ...positionParameters(after),
  }));
  const rows = await db.run(histories, { tenant: tenantId, questions: toJson(numbered) });
  const answers: JournalEntry[][] = questions.map(() => []);
  for (const row of rows) answers[row.n]?.push(entryFromRow(row));
  return answers;
}

const histories = reading<EntryRow & { readonly n: number }>(
  'journal_of_calls',
  sql`select q.n, ${entryColumns}
    from jsonb_to_recordset(${json('questions')}) as q(n int, "callId" text, "limit" int, epoch int, xid text, id bigint)
    cross join lateral (
      select * from ${journal} where tenant_id = ${text('tenant')} and call_id = q."callId"
        and (epoch, xid, id) > (q.epoch, q.xid::xid8, q.id) order by revision limit q."limit") j
    order by q.n, j.revision`,
);
