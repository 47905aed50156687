import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, LineId, ProviderCallId, TenantId } from '../../call/ids.ts';
import type { HeldCall } from '../../providers/provider.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { int, reading, text, texts, toJson } from '../connection/statement.ts';
import { calls, open } from '../tables/calls.ts';
import { callRow } from './call-row.ts';

/** The next legs of these calls, by the id of the call. */
export async function readNextLegs(
  db: Database,
  tenantId: TenantId,
  ids: readonly CallId[],
): Promise<ReadonlyMap<CallId, Call>> {
  const rows = await db.run(nextLegs, { tenant: tenantId, ids: toJson(ids) });
  return new Map(rows.map(({ previous, call }) => [previous, callFromRow(call)]));
}

const nextLegs = reading<{ previous: CallId; call: JsonRow }>(
  'next_legs',
  sql`select previous_leg_id as previous, ${callRow} as call from ${calls} c
    where tenant_id = ${text('tenant')} and previous_leg_id = any(${texts('ids')})
    order by ringing_at desc`,
);

/** The calls of a line as they are recorded: all that are open, after the latest that are not. */
export async function readHeldCalls(
  db: Database,
  tenantId: TenantId,
  lineId: LineId,
  latest: number,
): Promise<HeldCall[]> {
  const rows = await db.run(held, { tenant: tenantId, line: lineId, latest: String(latest) });
  return rows.map(({ id, state }) => ({ providerCallId: id, state }));
}

const callsOfLine = sql`select id, provider_call_id, status, inferred, ringing_at from ${calls}
  where tenant_id = ${text('tenant')} and line_id = ${text('line')}`;

// A call that we sent back to its queue may come again at once, whether or not anybody told us that it went.
const held = reading<{ id: ProviderCallId; state: HeldCall['state'] }>(
  'held_calls',
  sql`select provider_call_id as id,
      case when ${open} then 'open' when inferred and status <> 'REDIRECTED' then 'presumed-over' else 'over' end as state
    from (
      (${callsOfLine} order by ringing_at desc, id desc limit ${int('latest')})
      union
      (${callsOfLine} and ${open})) c
    order by ${open}, ringing_at`,
);
