import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, TenantId } from '../../call/ids.ts';
import type { OurRequests } from '../../call/rejection.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { int, moment, reading, text } from '../connection/statement.ts';
import { type OurRequestsRow, ourRequests, ourRequestsFromRow } from '../effects/our-requests.ts';
import { calls } from '../tables/calls.ts';

export interface CallPastRingLimit {
  readonly call: Call;
  /** What our requests to reject the call may have done. */
  readonly ourRequests: OurRequests;
}

/** A place in the order of these calls. `at` is text, because a date would lose the microseconds. */
export interface RingLimitPlace {
  readonly at: string;
  readonly id: string;
}

export const beforeAllRingLimits: RingLimitPlace = { at: '-infinity', id: '' };

export interface CallsPastRingLimit {
  readonly found: readonly CallPastRingLimit[];
  /** The place of the last call, after which the next page begins; null if no further call was there. */
  readonly next: RingLimitPlace | null;
}

/**
 * Calls that are recorded as ringing or as being rejected although their ring limit has passed: after it, a call of the line is taken to
 * ring no longer. The call whose limit passed first comes first. One page of at most `limit` calls.
 */
export async function readCallsPastRingLimit(
  db: Database,
  now: Date,
  { after, limit }: { readonly after: RingLimitPlace; readonly limit: number },
): Promise<CallsPastRingLimit> {
  const rows = await db.run(pastRingLimit, {
    now: now.toISOString(),
    after_at: after.at,
    after_id: after.id,
    limit: String(limit),
  });
  const found = rows.map(fromRow);
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { found, next: last ? { at: last.passed_at, id: last.id } : null };
}

/** Reads one of these calls again, even if it rings no longer, with what our requests may have done by now. */
export async function readCallPastRingLimit(
  db: Database,
  tenant: TenantId,
  call: CallId,
): Promise<CallPastRingLimit | null> {
  const [row] = await db.run(oneCall, { tenant, call });
  return row ? fromRow(row) : null;
}

type Row = JsonRow & { readonly our_requests: OurRequestsRow };

const fromRow = (row: Row): CallPastRingLimit => ({
  call: callFromRow(row),
  ourRequests: ourRequestsFromRow(row.our_requests).state,
});

const withOurRequests = sql`c.*, ${ourRequests(sql`c.tenant_id`, sql`c.id`)} as our_requests`;

const oneCall = reading<Row>(
  'call_past_ring_limit',
  sql`select ${withOurRequests} from ${calls} c where c.tenant_id = ${text('tenant')} and c.id = ${text('call')}`,
);

const pastRingLimit = reading<Row & { readonly id: string; readonly passed_at: string }>(
  'calls_past_ring_limit',
  sql`select ${withOurRequests}, to_json(c.ring_deadline_at) #>> '{}' as passed_at from ${calls} c
    where status in ('RINGING', 'REJECTING') and ring_deadline_at <= ${moment('now')}
      and (ring_deadline_at, id) > (${moment('after_at')}, ${text('after_id')})
    order by ring_deadline_at, id limit ${int('limit')}`,
);
