import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';
import { callColumns } from './call-row.ts';

/**
 * The next leg of each of these calls, keyed by the id of the call. A leg is one offer of a customer's call to an agent: a call
 * that returns to its queue is offered again as the next leg.
 */
export async function readNextLegs(
  db: Database,
  tenantId: TenantId,
  ids: readonly CallId[],
): Promise<ReadonlyMap<CallId, Call>> {
  const rows = await db.run(nextLegs, { tenant: tenantId, ids: toJson(ids) });
  // If a call has several next legs, the earliest is the last row and stays in the map.
  return new Map(rows.map((row) => [row.previous, callFromRow(row)]));
}

const nextLegs = reading<JsonRow & { readonly previous: CallId }>(
  'next_legs',
  sql`select previous_leg_id as previous, ${callColumns} from ${calls} c
    where tenant_id = ${text('tenant')} and previous_leg_id = any(${texts('ids')})
    order by ringing_at desc`,
);
