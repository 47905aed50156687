import { sql } from 'drizzle-orm';
import type { Call } from '../call/call.ts';
import { callFromRow, type JsonRow } from './codec.ts';
import type { Database } from './database.ts';
import { int, moment, reading } from './statement.ts';
import { calls } from './tables/calls.ts';

/** Calls whose ring must be over, the longest first. */
export async function readCallsRingingOut(db: Database, now: Date, limit: number): Promise<Call[]> {
  const rows = await db.run(ringingOut, { now: now.toISOString(), limit: String(limit) });
  return rows.map((row) => callFromRow(row.call));
}

const ringingOut = reading<{ call: JsonRow }>(
  'calls_ringing_out',
  sql`select to_jsonb(c) as call from ${calls} c
    where status in ('RINGING', 'REJECTING') and ring_deadline_at <= ${moment('now')}
    order by ring_deadline_at limit ${int('limit')}`,
);
