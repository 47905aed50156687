import { type SQL, sql } from 'drizzle-orm';
import type { Call } from '../call/call.ts';
import type { CallerId, CallId, LineId, TenantId } from '../call/ids.ts';
import type { CallStatus } from '../call/status.ts';
import { callRow } from './call-row.ts';
import { callFromRow, type JsonRow } from './codec.ts';
import type { Database } from './database.ts';
import { everyIdOf, nowIs } from './known-callers.ts';
import { int, json, moment, reading, type Statement, text, texts, toJson } from './statement.ts';
import { callAliases, calls } from './tables/calls.ts';
import { idempotencyKeys } from './tables/inbox.ts';

/** By our id; for those who come back to a call they have changed. */
export async function readCall(db: Database, tenantId: TenantId, id: CallId): Promise<Call | null> {
  const [row] = await db.run(callById, { tenant: tenantId, id });
  return row ? callFromRow(row.call) : null;
}

const callById = reading<{ call: JsonRow }>(
  'call_by_id',
  sql`select ${callRow} as call from ${calls} c
    where tenant_id = ${text('tenant')} and id = ${text('id')}`,
);

export interface CallToReject {
  readonly call: Call | null;
  /** What the idempotency key was used for before. */
  readonly usedFor: { readonly callId: CallId; readonly requestHash: string } | null;
}

/** A call by our id or the provider's, newest first where two lines share one, with what an idempotency key was used for. */
export async function readCallToReject(
  db: Database,
  tenantId: TenantId,
  id: string,
  lines: 'ALL' | readonly LineId[],
  idempotencyKey: string | undefined,
): Promise<CallToReject> {
  const [row] = await db.run(callByAnyId, {
    tenant: tenantId,
    id,
    lines: lines === 'ALL' ? null : toJson(lines),
    key: idempotencyKey ?? null,
  });
  return {
    call: row?.call ? callFromRow(row.call) : null,
    usedFor: row?.used_for ?? null,
  };
}

const callByAnyId = reading<{ call: JsonRow | null; used_for: CallToReject['usedFor'] }>(
  'call_by_any_id',
  sql`select (
    select ${callRow} from ${calls} c
    where tenant_id = ${text('tenant')} and id in (
      select ${text('id')} union all
      select call_id from ${callAliases} a where a.tenant_id = ${text('tenant')} and a.provider_call_id = ${text('id')})
      and (${text('lines')} is null or line_id = any(${texts('lines')}))
    order by ringing_at desc limit 1) as call,
  (select jsonb_build_object('callId', call_id, 'requestHash', request_hash) from ${idempotencyKeys}
    where tenant_id = ${text('tenant')} and key = ${text('key')}) as used_for`,
);

export type CallRef =
  | { readonly id: string }
  | { readonly lineId: string; readonly providerCallId: string };

/** One query for all, in the order asked for; null where there is none. */
export async function readCallsByRefs(
  db: Database,
  tenantId: TenantId,
  refs: readonly CallRef[],
): Promise<(Call | null)[]> {
  const asked = refs.map((ref, n) => ({ n, ...ref }));
  const rows = await db.run(callsByRefs, { tenant: tenantId, refs: toJson(asked) });
  const found = new Map(rows.map((row) => [row.n, row.call]));
  return refs.map((_, n) => {
    const row = found.get(String(n));
    return row ? callFromRow(row) : null;
  });
}

const callsByRefs = reading<{ n: string; call: JsonRow }>(
  'calls_by_refs',
  sql`select r.n::text as n, ${callRow} as call
    from jsonb_to_recordset(${json('refs')}) as r(n int, id text, "lineId" text, "providerCallId" text)
    join ${calls} c on c.tenant_id = ${text('tenant')} and c.id = coalesce(r.id,
      (select call_id from ${callAliases} a where a.tenant_id = ${text('tenant')}
        and a.line_id = r."lineId" and a.provider_call_id = r."providerCallId"))`,
);

export interface CallListing {
  readonly lineIds?: readonly LineId[];
  readonly statuses?: readonly CallStatus[];
  readonly callerId?: CallerId;
  readonly ringingFrom?: Date;
  readonly ringingBefore?: Date;
  readonly after?: { readonly ringingAt: string; readonly id: string };
}

/** Newest first. Each combination of conditions is a statement of its own, so that each gets the index it needs. */
export async function listCalls(
  db: Database,
  tenantId: TenantId,
  listing: CallListing,
  limit: number,
): Promise<Call[]> {
  const given = conditions.filter(({ field }) => listing[field] !== undefined);
  const rows = await db.run(listStatement(given), {
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
  return rows.map((row) => callFromRow(row.call));
}

/** PostgreSQL has no year 0, and does not read years of more than four digits as JavaScript writes them. */
function momentOf(date: Date | undefined): string | null {
  if (date === undefined) return null;
  if (date.getUTCFullYear() < 1) return '-infinity';
  return date.getUTCFullYear() > 9999 ? 'infinity' : date.toISOString();
}

interface Condition {
  readonly field: keyof CallListing;
  readonly holds: SQL;
}

const conditions: readonly Condition[] = [
  { field: 'lineIds', holds: sql`line_id = any(${texts('lines')})` },
  { field: 'statuses', holds: sql`status = any(${texts('statuses')})` },
  { field: 'callerId', holds: sql`caller_id = who.id` },
  { field: 'ringingFrom', holds: sql`ringing_at >= ${moment('from')}` },
  { field: 'ringingBefore', holds: sql`ringing_at < ${moment('before')}` },
  { field: 'after', holds: sql`(ringing_at, id) < (${moment('after_at')}, ${text('after_id')})` },
];

const listStatements = new Map<string, Statement<{ call: JsonRow }>>();

function listStatement(given: readonly Condition[]): Statement<{ call: JsonRow }> {
  const name = ['calls_newest', ...given.map(({ field }) => field)].join('_');
  const known = listStatements.get(name);
  if (known) return known;
  const where = sql.join(given.map(({ holds }) => sql` and ${holds}`));
  const newest = sql`select * from ${calls} c where tenant_id = ${text('tenant')}${where}
    order by ringing_at desc, id desc limit ${int('limit')}`;
  const listed = given.some(({ field }) => field === 'callerId') ? ofEveryId(newest) : newest;
  const made = reading<{ call: JsonRow }>(
    name,
    sql`select ${callRow} as call from (${listed}) c order by ringing_at desc, id desc limit ${int('limit')}`,
  );
  listStatements.set(name, made);
  return made;
}

/** One walk of the index for each id that the caller has had: over all of them at once, every call would be sorted. */
function ofEveryId(newest: SQL): SQL {
  const ids = sql`select unnest(${everyIdOf(sql`now_is.id`)}) as id
    from (select ${nowIs(text('caller'))} as id) now_is`;
  return sql`select c.* from (${ids}) who cross join lateral (${newest}) c`;
}
