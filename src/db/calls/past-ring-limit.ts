import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { OurRequests } from '../../call/rejection.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { int, moment, reading } from '../connection/statement.ts';
import { type OurRequestsRow, ourRequests, ourRequestsFromRow } from '../effects/our-requests.ts';
import { calls } from '../tables/calls.ts';

export interface CallPastRingLimit {
  readonly call: Call;
  /** What our requests to reject the call may have done. */
  readonly ourRequests: OurRequests;
}

/** Calls that are recorded as ringing although their ring limit has passed, oldest first. */
export async function readCallsPastRingLimit(
  db: Database,
  now: Date,
  limit: number,
): Promise<CallPastRingLimit[]> {
  const rows = await db.run(pastRingLimit, { now: now.toISOString(), limit: String(limit) });
  return rows.map((row) => ({
    call: callFromRow(row),
    ourRequests: ourRequestsFromRow(row.our_requests).state,
  }));
}

const pastRingLimit = reading<JsonRow & { readonly our_requests: OurRequestsRow }>(
  'calls_past_ring_limit',
  sql`select c.*, ${ourRequests(sql`c.tenant_id`, sql`c.id`)} as our_requests from ${calls} c
    where status in ('RINGING', 'REJECTING') and ring_deadline_at <= ${moment('now')}
    order by ring_deadline_at limit ${int('limit')}`,
);
