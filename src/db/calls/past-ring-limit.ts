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

/**
 * Calls that are recorded as ringing or as being rejected although their ring limit has passed: after it, a call of the line is taken to
 * ring no longer. The call whose limit passed first comes first.
 */
export async function readCallsPastRingLimit(
  db: Database,
  now: Date,
  limit: number,
): Promise<CallPastRingLimit[]> {
  const rows = await db.run(pastRingLimit, { now: now.toISOString(), limit: String(limit) });
  return rows.map(fromRow);
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

const withOurRequests = sql`select c.*, ${ourRequests(sql`c.tenant_id`, sql`c.id`)} as our_requests from ${calls} c`;

const oneCall = reading<Row>(
  'call_past_ring_limit',
  sql`${withOurRequests} where c.tenant_id = ${text('tenant')} and c.id = ${text('call')}`,
);

const pastRingLimit = reading<Row>(
  'calls_past_ring_limit',
  sql`${withOurRequests}
    where status in ('RINGING', 'REJECTING') and ring_deadline_at <= ${moment('now')}
    order by ring_deadline_at limit ${int('limit')}`,
);
