import { type SQL, sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallerId, LineId, TenantId } from '../../call/ids.ts';
import type { CallStatus } from '../../call/status.ts';
import { allIdsOf, currentCallerId } from '../callers/known-callers.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import {
  int,
  json,
  moment,
  reading,
  type Statement,
  text,
  texts,
  toJson,
} from '../connection/statement.ts';
import { callStatusList, calls } from '../tables/calls.ts';
import { lines } from '../tables/lines.ts';
import { callColumns } from './call-row.ts';

/** The conditions of a list. One that is left out does not apply. */
export interface CallListing {
  readonly lineIds?: readonly LineId[];
  readonly statuses?: readonly CallStatus[];
  readonly callerId?: CallerId;
  readonly ringingFrom?: Date;
  readonly ringingBefore?: Date;
  /** The last call of the previous page. */
  readonly after?: { readonly ringingAt: string; readonly id: string };
}

/**
 * Lists the newest calls first. Each combination of conditions is a statement of its own, so that the planner picks the right index
 * for each.
 */
export async function listCalls(
  db: Database,
  tenantId: TenantId,
  listing: CallListing,
  limit: number,
): Promise<Call[]> {
  const given = conditions.filter(({ field }) => listing[field] !== undefined);
  const rows = await db.run(statementFor(scanFor(listing), given), {
    tenant: tenantId,
    limit: String(limit),
    lines: toJson(listing.lineIds ?? []),
    statuses: toJson(listing.statuses ?? []),
    caller: listing.callerId ?? null,
    from: momentOf(listing.ringingFrom),
    before: momentOf(listing.ringingBefore),
    after_at: listing.after?.ringingAt ?? null,
    after_id: listing.after?.id ?? null,
  });
  return rows.map(callFromRow);
}

/** PostgreSQL has no year 0, and rejects JavaScript's notation for years of more than four digits. */
function momentOf(date: Date | undefined): string | null {
  if (date === undefined) return null;
  if (date.getUTCFullYear() < 1) return '-infinity';
  return date.getUTCFullYear() > 9999 ? 'infinity' : date.toISOString();
}

/**
 * How a listing scans its index. `all`: once. `of_lines`: once for each given line and each status. `of_all_lines`: once for each
 * line of the tenant and each given status. `of_caller`: once for each id of the caller, who may be merged from several.
 */
type Scan = 'all' | 'of_lines' | 'of_all_lines' | 'of_caller';

function scanFor({ callerId, statuses, lineIds }: CallListing): Scan {
  if (callerId !== undefined) return 'of_caller';
  if (lineIds !== undefined) return 'of_lines';
  return statuses === undefined ? 'all' : 'of_all_lines';
}

const ofLineAndStatus = sql`line_id = each.id and status = each.status`;
const wantedStatuses = (given: readonly Condition[]): SQL =>
  given.some(({ field }) => field === 'statuses') ? texts('statuses') : callStatusList;

/**
 * If there is `over`, it selects the rows `each`, and the index is scanned once for each of them. `where` is the condition of a scan.
 */
const scans: Record<
  Scan,
  { readonly where: SQL; readonly over?: (given: readonly Condition[]) => SQL }
> = {
  all: { where: sql`true` },
  of_lines: {
    where: ofLineAndStatus,
    over: (
      given,
    ) => sql`select distinct l.id, s.status from jsonb_array_elements_text(${json('lines')}) l(id)
      cross join unnest(${wantedStatuses(given)}) s(status)`,
  },
  of_all_lines: {
    where: ofLineAndStatus,
    over: (given) => sql`select distinct l.id, s.status from ${lines} l
      cross join unnest(${wantedStatuses(given)}) s(status) where l.tenant_id = ${text('tenant')}`,
  },
  // `offset 0` makes PostgreSQL look the current id up once, and not wherever `current.id` stands.
  of_caller: {
    where: sql`caller_id = each.id`,
    over: () => sql`select unnest(${allIdsOf(sql`current.id`)}) as id
      from (select ${currentCallerId(text('caller'))} as id offset 0) current`,
  },
};

interface Condition {
  readonly field: keyof CallListing;
  readonly holds: SQL;
}

const conditions: readonly Condition[] = [
  { field: 'lineIds', holds: sql`line_id = any(${texts('lines')})` },
  { field: 'statuses', holds: sql`status = any(${texts('statuses')})` },
  { field: 'ringingFrom', holds: sql`ringing_at >= ${moment('from')}` },
  { field: 'ringingBefore', holds: sql`ringing_at < ${moment('before')}` },
  { field: 'after', holds: sql`(ringing_at, id) < (${moment('after_at')}, ${text('after_id')})` },
];

const statements = new Map<string, Statement<JsonRow>>();

function statementFor(scan: Scan, given: readonly Condition[]): Statement<JsonRow> {
  const name = ['calls_newest', scan, ...given.map(({ field }) => field)].join('_');
  const cached = statements.get(name);
  if (cached) return cached;
  const { where, over } = scans[scan];
  const newestFirst = sql`order by ringing_at desc, id desc limit ${int('limit')}`;
  // These scans already run over the given lines and statuses.
  const coveredByScan = over && scan !== 'of_caller' ? ['lineIds', 'statuses'] : [];
  const others = given.filter(({ field }) => !coveredByScan.includes(field));
  const holds = sql.join([where, ...others.map((condition) => condition.holds)], sql` and `);
  const newest = sql`select * from ${calls} c where tenant_id = ${text('tenant')} and ${holds} ${newestFirst}`;
  // One ordered index scan for each pair or id. A single scan over all of them would have to sort every call.
  const matching = over
    ? sql`select c.* from (${over(given)}) each cross join lateral (${newest}) c`
    : newest;
  const query = sql`select ${callColumns} from (${matching}) c ${newestFirst}`;
  const statement = reading<JsonRow>(name, query);
  statements.set(name, statement);
  return statement;
}
