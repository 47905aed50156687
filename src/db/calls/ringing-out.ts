import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { OurPart } from '../../call/rejection.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { int, moment, reading } from '../connection/statement.ts';
import { type OurPartRow, ourPart, ourPartFromRow } from '../effects/our-part.ts';
import { calls } from '../tables/calls.ts';

export interface RingingOut {
  readonly call: Call;
  /** What our requests to reject it may have done. */
  readonly ours: OurPart;
}

/** Calls whose ring must be over, the longest first. */
export async function readCallsRingingOut(
  db: Database,
  now: Date,
  limit: number,
): Promise<RingingOut[]> {
  const rows = await db.run(ringingOut, { now: now.toISOString(), limit: String(limit) });
  return rows.map((row) => ({ call: callFromRow(row.call), ours: ourPartFromRow(row.ours).part }));
}

const ringingOut = reading<{ call: JsonRow; ours: OurPartRow }>(
  'calls_ringing_out',
  sql`select to_jsonb(c) as call, ${ourPart(sql`c.tenant_id`, sql`c.id`)} as ours from ${calls} c
    where status in ('RINGING', 'REJECTING') and ring_deadline_at <= ${moment('now')}
    order by ring_deadline_at limit ${int('limit')}`,
);
