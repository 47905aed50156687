import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import type { Position } from '../journal/position.ts';
import { calls } from '../tables/calls.ts';
import { journal } from '../tables/journal.ts';
import { callRow } from './call-row.ts';

/** A call with the position of its newest entry, which may still be above the watermark. */
export interface CurrentCall {
  readonly call: Call;
  readonly changedAt: Position;
}

/** One query for all. */
export async function readCurrentCalls(
  db: Database,
  tenantId: TenantId,
  ids: readonly CallId[],
): Promise<CurrentCall[]> {
  const rows = await db.run(currentCalls, { tenant: tenantId, ids: toJson(ids) });
  return rows.map(({ call, epoch, xid, id }) => ({
    call: callFromRow(call),
    changedAt: { epoch: Number(epoch), xid: BigInt(xid), id: BigInt(id) },
  }));
}

const currentCalls = reading<{ call: JsonRow; epoch: string; xid: string; id: string }>(
  'current_calls',
  sql`select ${callRow} as call, j.epoch::text as epoch, j.xid::text as xid, j.id::text as id
    from ${calls} c join ${journal} j
      on j.tenant_id = c.tenant_id and j.call_id = c.id and j.revision = c.revision
    where c.tenant_id = ${text('tenant')} and c.id = any(${texts('ids')})`,
);
