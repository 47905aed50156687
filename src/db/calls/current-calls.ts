import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import type { Position } from '../journal/position.ts';
import { calls } from '../tables/calls.ts';
import { journal } from '../tables/journal.ts';
import { callColumns } from './call-row.ts';

/** A call with the position of its newest journal entry, which readers of the journal do not see while an older transaction is open. */
export interface CurrentCall {
  readonly call: Call;
  readonly changedAt: Position;
}

/** Reads these calls with one query, in any order. A call that does not exist is left out. */
export async function readCurrentCalls(
  db: Database,
  tenantId: TenantId,
  ids: readonly CallId[],
): Promise<CurrentCall[]> {
  const rows = await db.run(currentCalls, { tenant: tenantId, ids: toJson(ids) });
  return rows.map((row) => ({
    call: callFromRow(row),
    changedAt: { epoch: row.at_epoch, xid: BigInt(row.at_xid), id: BigInt(row.at_id) },
  }));
}

const currentCalls = reading<JsonRow & { at_epoch: number; at_xid: string; at_id: string }>(
  'current_calls',
  sql`select ${callColumns}, j.epoch as at_epoch, j.xid::text as at_xid, j.id::text as at_id
    from ${calls} c join ${journal} j
      on j.tenant_id = c.tenant_id and j.call_id = c.id and j.revision = c.revision
    where c.tenant_id = ${text('tenant')} and c.id = any(${texts('ids')})`,
);
