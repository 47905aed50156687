import { type SQL, sql } from 'drizzle-orm';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { RejectReason } from '../../call/rejection.ts';
import type { Database } from '../connection/database.ts';
import { int, json, moment, reading, text, texts, toJson } from '../connection/statement.ts';
import { callers } from '../tables/callers.ts';
import { calls, rung } from '../tables/calls.ts';
import { conversations } from '../tables/conversations.ts';
import { lines } from '../tables/lines.ts';

/** By what rejected callers are grouped. `variant`: which variant of the text the caller got. */
export type Dimension = 'policy' | 'reason' | 'variant' | 'line';

export interface AttritionPeriod {
  readonly tenantId: TenantId;
  /** Only calls on these lines are counted; if undefined, calls on all lines of the tenant. */
  readonly lineIds: readonly LineId[] | undefined;
  readonly from: Date;
  readonly to: Date;
}

export interface AttritionQuestion extends AttritionPeriod {
  /** Only a return to one of these lines counts; if undefined, a return to any line of the tenant. */
  readonly returnLineIds: readonly LineId[] | undefined;
  /** A return counts only within this time after the call. */
  readonly windowMs: number;
  readonly now: Date;
  /** The dimensions by which rejected callers are grouped. */
  readonly by: readonly Dimension[];
  /** The start of each bucket (a part of the period that is also counted by itself), in order; empty for no buckets. */
  readonly bucketStarts: readonly Date[];
}

/** One group of callers, each counted once, with what the callers did after their call. */
export interface AttritionRow {
  /**
   * 'rejected': callers whom a policy rejected. 'others': callers of whom no call was rejected, here or on another device, or returned
   * to its queue. With '-in-bucket': the same within one bucket.
   */
  readonly of: 'rejected' | 'others' | 'rejected-in-bucket' | 'others-in-bucket';
  /** Like the next three, null if the row is not of 'rejected', if the question does not group by it, or if the calls have none. */
  readonly policy: string | null;
  readonly reason: RejectReason | null;
  readonly variant: string | null;
  readonly line: LineId | null;
  /** The number of the bucket, from 1; null for the whole period. */
  readonly bucket: number | null;
  readonly callers: number;
  /** Callers who may still return, because their window has not ended. The next three do not count them. */
  readonly pending: number;
  /** Callers who wrote, or called again and were answered, or both. */
  readonly cameBack: number;
  readonly wrote: number;
  readonly calledAndAnswered: number;
}

const parametersOf = ({ tenantId, lineIds, from, to }: AttritionPeriod) => ({
  tenant: tenantId,
  lines: lineIds ? toJson(lineIds) : null,
  from: from.toISOString(),
  to: to.toISOString(),
});

/**
 * The calls of the period that have rung: inbound ones of a single caller that no longer ring. The condition `rung` is that of the
 * partial index `calls_rung`, which the planner uses only if the query repeats it.
 */
const ofPeriod = sql`tenant_id = ${text('tenant')}
  and ringing_at >= ${moment('from')} and ringing_at < ${moment('to')}
  and (${text('lines')} is null or line_id = any(${texts('lines')}))
  and ${rung}`;

/** Counts the calls of the period, at most up to `limit`. */
export async function countCalls(
  db: Database,
  period: AttritionPeriod,
  limit: number,
): Promise<number> {
  const [row] = await db.run(callCount, { ...parametersOf(period), limit: String(limit) });
  return Number(row?.calls ?? 0);
}

const callCount = reading<{ calls: string }>(
  'call_count',
  sql`select count(*)::text as calls
    from (select 1 from ${calls} where ${ofPeriod} limit ${int('limit')}) c`,
);

/**
 * Counts part number `slice`, from 0, of `slices` disjoint parts of the callers, so that no statement takes long. The counts of all
 * parts add up.
 */
export async function readAttrition(
  db: Database,
  question: AttritionQuestion,
  slice: number,
  slices: number,
): Promise<AttritionRow[]> {
  const flagFor = (dimension: Dimension) => (question.by.includes(dimension) ? 'yes' : null);
  const rows = await db.run(attrition, {
    ...parametersOf(question),
    return_lines: question.returnLineIds ? toJson(question.returnLineIds) : null,
    window_ms: String(question.windowMs),
    now: question.now.toISOString(),
    by_policy: flagFor('policy'),
    by_reason: flagFor('reason'),
    by_variant: flagFor('variant'),
    by_line: flagFor('line'),
    bucket_starts: toJson(question.bucketStarts),
    slice: String(slice),
    slices: String(slices),
  });
  return rows.map(({ row }) => row);
}

/**
 * True for a call that returned to its queue or was rejected, here or on another device. Reads only columns of the index `calls_rung`,
 * so that the index alone answers for `everybody`.
 */
const wasTurnedAway = sql`status in ('REJECTED', 'REDIRECTED')`;

/** A policy rejected the call in time: it was neither answered nor rejected on another device first. */
const rejectedByPolicy = sql`rejected_by_policy is not null and end_reason in ('REJECTED_BY_US', 'RETURNED_TO_QUEUE')`;

/** The id of a call's caller after merges. Needs the join with `merged`. */
const currentCaller = sql`coalesce(current_id, caller_id)`;

/** A caller's slice is chosen by the hash of its current id. The mask makes the hash positive. */
const ofSlice = sql`(hashtext(${currentCaller})::bigint & 2147483647) % ${int('slices')} = ${int('slice')}`;

/** The number of the bucket to which a time belongs. */
const bucketOf = sql`width_bucket(at, array(
  select b::timestamptz from jsonb_array_elements_text(${json('bucket_starts')}) with ordinality as s(b, n)
  order by n))`;

const withBuckets = sql`jsonb_array_length(${json('bucket_starts')}) > 0`;

const keyIf = (flag: string, key: SQL) => sql`case when ${text(flag)} is not null then ${key} end`;

const windowEnd = sql`f.at + ${text('window_ms')}::float8 * interval '1 millisecond'`;

/** Some providers report that a call was completed, but not that it was answered. */
const wasAnswered = sql`(k.answered_at is not null or k.end_reason = 'COMPLETED')`;

const atReturnLine = sql`(${text('return_lines')} is null or line_id = any(${texts('return_lines')}))`;

/**
 * Finds the first call of each caller in each group (`firsts`). Then looks up, once for each caller and time, whether the caller wrote,
 * or called again and was answered, within the window (`followed`). A caller whose window has not ended is missing there and counts as
 * pending.
 */
const attrition = reading<{ row: AttritionRow }>(
  'attrition',
  sql`with merged as materialized (
    select id as former_id, merged_into as current_id from ${callers}
    where tenant_id = ${text('tenant')} and merged_into is not null),
  everybody as materialized (
    select ${currentCaller} as caller_id, ringing_at as at, ${wasTurnedAway} as was_turned_away
    from ${calls} left join merged on former_id = caller_id where ${ofPeriod} and ${ofSlice}),
  rejected as materialized (
    select ${currentCaller} as caller_id, ringing_at as at,
      ${keyIf('by_policy', sql`rejected_by_policy`)} as policy,
      ${keyIf('by_reason', sql`rejection->>'reason'`)} as reason,
      ${keyIf('by_variant', sql`copy_variant`)} as variant,
      ${keyIf('by_line', sql`line_id`)} as line
    from ${calls} left join merged on former_id = caller_id
    where ${ofPeriod} and ${ofSlice} and ${rejectedByPolicy}),
  firsts as materialized (
    select 'rejected' as of, policy, reason, variant, line, null::int as bucket, caller_id, min(at) as at
    from rejected group by policy, reason, variant, line, caller_id
    union all
    select 'others', null, null, null, null, null, caller_id, min(at)
    from everybody group by caller_id having not bool_or(was_turned_away)
    union all
    select 'rejected-in-bucket', null, null, null, null, ${bucketOf} as bucket, caller_id, min(at)
    from rejected where ${withBuckets} group by bucket, caller_id
    union all
    select 'others-in-bucket', null, null, null, null, ${bucketOf} as bucket, caller_id, min(at)
    from everybody where ${withBuckets} group by bucket, caller_id having not bool_or(was_turned_away)),
  followed as materialized (
    select f.caller_id, f.at,
      exists (select 1 from ${conversations} v where v.tenant_id = ${text('tenant')}
        and v.caller_id = any(f.ids) and v.at > f.at and v.at <= ${windowEnd}
        and ${atReturnLine}) as wrote,
      exists (select 1 from ${calls} k where k.tenant_id = ${text('tenant')}
        and k.caller_id = any(f.ids) and k.ringing_at > f.at and k.ringing_at <= ${windowEnd}
        and k.direction = 'INBOUND' and ${wasAnswered}
        and ${atReturnLine}) as answered
    from (select caller_id, at, array_append(former_ids, caller_id) as ids
      from (select distinct caller_id, at from firsts) d
      left join (select current_id, array_agg(former_id) as former_ids from merged group by current_id) m
        on current_id = caller_id) f
    where ${windowEnd} <= ${moment('now')})
  select jsonb_build_object(
    'of', of, 'policy', policy, 'reason', reason, 'variant', variant, 'line', line, 'bucket', bucket,
    'callers', count(*), 'pending', count(*) filter (where wrote is null),
    'cameBack', count(*) filter (where wrote or answered), 'wrote', count(*) filter (where wrote),
    'calledAndAnswered', count(*) filter (where answered)) as row
  from firsts left join followed using (caller_id, at)
  group by of, policy, reason, variant, line, bucket`,
);

/** The time zone of all these lines; null if their time zones differ, or if there is no line. */
export async function readSharedTimeZone(
  db: Database,
  tenantId: TenantId,
  lineIds: readonly LineId[] | undefined,
): Promise<string | null> {
  const [row] = await db.run(sharedTimeZone, {
    tenant: tenantId,
    lines: lineIds ? toJson(lineIds) : null,
  });
  return row?.zone ?? null;
}

const sharedTimeZone = reading<{ zone: string }>(
  'shared_time_zone',
  sql`select min(time_zone) as zone from ${lines} where tenant_id = ${text('tenant')}
    and (${text('lines')} is null or id = any(${texts('lines')})) having count(distinct time_zone) = 1`,
);
