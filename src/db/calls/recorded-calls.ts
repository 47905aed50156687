import { sql } from 'drizzle-orm';
import type { LineId, ProviderCallId, TenantId } from '../../call/ids.ts';
import type { RecordedCall } from '../../providers/provider.ts';
import type { Database } from '../connection/database.ts';
import { int, reading, text } from '../connection/statement.ts';
import { callStatusList, calls, open } from '../tables/calls.ts';

/**
 * The recorded calls of a line, to compare with the list of the provider: the newest ones, `latest` at most, and all open ones. The
 * open ones come last, because a listener that has too many calls forgets the first ones.
 */
export async function readRecordedCalls(
  db: Database,
  tenantId: TenantId,
  lineId: LineId,
  latest: number,
): Promise<RecordedCall[]> {
  const rows = await db.run(recordedCalls, {
    tenant: tenantId,
    line: lineId,
    latest: String(latest),
  });
  return rows.map(({ id, state }) => ({ providerCallId: id, state }));
}

const callsOfLine = sql`select id, provider_call_id, status, inferred, ringing_at from ${calls}
  where tenant_id = ${text('tenant')} and line_id = ${text('line')}`;

// If the provider lists a call as ringing that was 'presumed-over', the old ring has not ended. A redirected call is 'over' even if
// its end was inferred: if it is listed as ringing, the queue has offered it again, and that is a new leg.
const recordedCalls = reading<{ id: ProviderCallId; state: RecordedCall['state'] }>(
  'recorded_calls',
  sql`select provider_call_id as id,
      case when ${open} then 'open' when inferred and status <> 'REDIRECTED' then 'presumed-over' else 'over' end as state
    from (
      -- One scan of the index on (line, status) for each status; without it every call of the line would be sorted.
      (select l.* from unnest(${callStatusList}) s(status) cross join lateral (
        ${callsOfLine} and calls.status = s.status order by ringing_at desc, id desc limit ${int('latest')}) l
      order by ringing_at desc, id desc limit ${int('latest')})
      union
      (${callsOfLine} and ${open})) c
    order by ${open}, ringing_at`,
);
