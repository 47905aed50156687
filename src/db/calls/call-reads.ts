import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, LineId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { json, reading, text, texts, toJson } from '../connection/statement.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { idempotencyKeys } from '../tables/inbox.ts';
import { callRow } from './call-row.ts';

/** By our id, without a check of the line: for internal use. */
export async function readCall(db: Database, tenantId: TenantId, id: CallId): Promise<Call | null> {
  const [row] = await db.run(callById, { tenant: tenantId, id });
  return row ? callFromRow(row.call) : null;
}

const callById = reading<{ call: JsonRow }>(
  'call_by_id',
  sql`select ${callRow} as call from ${calls} c
    where tenant_id = ${text('tenant')} and id = ${text('id')}`,
);

export interface CallByAnyId {
  readonly call: Call | null;
  /** What the idempotency key was used for before. */
  readonly usedFor: { readonly callId: CallId; readonly requestHash: string } | null;
}

/**
 * A call by our id or the provider's, on the given lines. If two lines share a provider's id, the newest call wins.
 * One round trip also reads what an idempotency key was used for.
 */
export async function readCallByAnyId(
  db: Database,
  tenantId: TenantId,
  id: string,
  lines: 'ALL' | readonly LineId[],
  idempotencyKey?: string,
): Promise<CallByAnyId> {
  const [row] = await db.run(callByAnyId, {
    tenant: tenantId,
    id,
    lines: lines === 'ALL' ? null : toJson(lines),
    key: idempotencyKey ?? null,
  });
  return {
    call: row?.call ? callFromRow(row.call) : null,
    usedFor: row?.used_for ?? null,
  };
}

const callByAnyId = reading<{ call: JsonRow | null; used_for: CallByAnyId['usedFor'] }>(
  'call_by_any_id',
  sql`select (
    select ${callRow} from ${calls} c
    where tenant_id = ${text('tenant')} and id in (
      select ${text('id')} union all
      select call_id from ${callAliases} a where a.tenant_id = ${text('tenant')} and a.provider_call_id = ${text('id')})
      and (${text('lines')} is null or line_id = any(${texts('lines')}))
    order by ringing_at desc limit 1) as call,
  (select jsonb_build_object('callId', call_id, 'requestHash', request_hash) from ${idempotencyKeys}
    where tenant_id = ${text('tenant')} and key = ${text('key')}) as used_for`,
);

export type CallRef =
  | { readonly id: string }
  | { readonly lineId: string; readonly providerCallId: string };

/** One query for all. The result has the order of `refs`, with null for a missing call. */
export async function readCallsByRefs(
  db: Database,
  tenantId: TenantId,
  refs: readonly CallRef[],
): Promise<(Call | null)[]> {
  const asked = refs.map((ref, n) => ({ n, ...ref }));
  const rows = await db.run(callsByRefs, { tenant: tenantId, refs: toJson(asked) });
  const found = new Map(rows.map((row) => [row.n, row.call]));
  return refs.map((_, n) => {
    const row = found.get(String(n));
    return row ? callFromRow(row) : null;
  });
}

const callsByRefs = reading<{ n: string; call: JsonRow }>(
  'calls_by_refs',
  sql`select r.n::text as n, ${callRow} as call
    from jsonb_to_recordset(${json('refs')}) as r(n int, id text, "lineId" text, "providerCallId" text)
    join ${calls} c on c.tenant_id = ${text('tenant')} and c.id = coalesce(r.id,
      (select call_id from ${callAliases} a where a.tenant_id = ${text('tenant')}
        and a.line_id = r."lineId" and a.provider_call_id = r."providerCallId"))`,
);
