import { sql } from 'drizzle-orm';
import type { Call, CallFields } from '../../call/call.ts';
import type { CallId, LineId, TenantId } from '../../call/ids.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import { askTogether } from '../connection/ask-together.ts';
import type { Database } from '../connection/database.ts';
import { json, reading, text, texts, toJson } from '../connection/statement.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { idempotencyKeys } from '../tables/inbox.ts';
import { callColumns, readingFields } from './call-row.ts';

/** Reads a call by our id. Only for internal use, because it does not check whether a client may see the line. */
export async function readCall(db: Database, tenantId: TenantId, id: CallId): Promise<Call | null> {
  const [row] = await db.run(callById, { tenant: tenantId, id });
  return row ? callFromRow(row) : null;
}

const callById = reading<JsonRow>(
  'call_by_id',
  sql`select ${callColumns} from ${calls} c
    where tenant_id = ${text('tenant')} and id = ${text('id')}`,
);

export interface CallQuestion {
  /** Our id or the provider's. If two lines share a provider's id, the newest call wins. */
  readonly id: string;
  /** The lines whose calls the client may see. */
  readonly lines: 'ALL' | readonly LineId[];
  readonly idempotencyKey?: string;
  /** The client's key alone, under which the previous release stored its use. This release stores it with the id of the API key. */
  readonly keyOfReleaseBefore?: string;
}

export interface CallByAnyId {
  /** Null if there is no such call on these lines. */
  readonly call: Call | null;
  /** What the idempotency key was used for earlier. */
  readonly usedFor: KeyUse | null;
  /** The same, for `keyOfReleaseBefore`. */
  readonly usedForBefore: KeyUse | null;
}

export interface KeyUse {
  readonly callId: CallId;
  /** Two requests are the same if this is equal. */
  readonly requestHash: string;
}

/** Concurrent questions of one tenant are answered with one query. */
export const readCallByAnyId = askTogether<CallQuestion, CallByAnyId>(
  async (db, tenantId, questions) => {
    const numbered = questions.map(({ id, lines, idempotencyKey, keyOfReleaseBefore }, n) => ({
      n,
      id,
      ...(lines !== 'ALL' && { lines }),
      key: idempotencyKey,
      key_before: keyOfReleaseBefore,
    }));
    const rows = await db.run(callsByAnyId, {
      tenant: tenantId,
      questions: toJson(numbered),
    });
    const answers: CallByAnyId[] = questions.map(() => nothingFound);
    for (const row of rows) {
      const call = row.id ? callFromRow(row) : null;
      answers[row.n] = { call, usedFor: row.used_for, usedForBefore: row.used_before };
    }
    return answers;
  },
);

const nothingFound: CallByAnyId = { call: null, usedFor: null, usedForBefore: null };

const keyUse = sql`jsonb_build_object('callId', call_id, 'requestHash', request_hash)`;

/**
 * For each question `q`: the call, and what the idempotency key was used for in either form. Each `limit 1` without an order
 * follows a lookup by key. It tells the planner that there is one row, so that the planner uses the key's index.
 */
const callsByAnyId = reading<
  JsonRow & { readonly n: number } & {
    readonly [Key in 'used_for' | 'used_before']: KeyUse | null;
  }
>(
  'call_by_any_id',
  sql`select q.n, used.used_for, before.used_before, k.*
    from jsonb_to_recordset(${json('questions')}) as q(n int, id text, lines jsonb, key text, key_before text)
    left join lateral (
      select ${callColumns} from (
        select q.id union all
        select call_id from ${callAliases} where tenant_id = ${text('tenant')} and provider_call_id = q.id) named(id)
      cross join lateral (
        select * from ${calls} where tenant_id = ${text('tenant')} and id = named.id limit 1) c
      where q.lines is null or q.lines ? c.line_id
      order by ringing_at desc limit 1) k on true
    left join lateral (
      select ${keyUse} as used_for from ${idempotencyKeys}
      where tenant_id = ${text('tenant')} and key = q.key limit 1) used on true
    left join lateral (
      select ${keyUse} as used_before from ${idempotencyKeys}
      where tenant_id = ${text('tenant')} and key = q.key_before limit 1) before on true`,
);

export type CallRef =
  | { readonly id: string }
  | { readonly lineId: string; readonly providerCallId: string };

/**
 * Reads the given fields of all calls with one query. The result has the order of `refs`, with null for a missing call. Like `readCall`,
 * it does not check what a client may see.
 */
export async function readCallsByRefs(
  db: Database,
  tenantId: TenantId,
  refs: readonly CallRef[],
  fields: CallFields,
): Promise<(Call | null)[]> {
  const ids = refs.flatMap((ref) => ('id' in ref ? [ref.id] : []));
  if (ids.length === refs.length) return readCallsByIds(db, tenantId, ids, fields);
  const numbered = refs.map((ref, n) => ({ n, ...ref }));
  const rows = await db.run(callsByRefs(fields), { tenant: tenantId, refs: toJson(numbered) });
  const found: (Call | null)[] = refs.map(() => null);
  for (const row of rows) found[row.n] = callFromRow(row);
  return found;
}

async function readCallsByIds(
  db: Database,
  tenantId: TenantId,
  ids: readonly string[],
  fields: CallFields,
): Promise<(Call | null)[]> {
  const rows = await db.run(callsByIds(fields), { tenant: tenantId, ids: toJson(ids) });
  const found = new Map<string, Call>(rows.map(callFromRow).map((call) => [call.id, call]));
  return ids.map((id) => found.get(id) ?? null);
}

const callsByIds = readingFields<JsonRow>(
  'calls_by_ids',
  (columns) => sql`select ${columns} from ${calls} c
    where tenant_id = ${text('tenant')} and c.id = any(${texts('ids')})`,
);

/** `limit 1` has the same reason as in `callsByAnyId`. */
const callsByRefs = readingFields<JsonRow & { readonly n: number }>(
  'calls_by_refs',
  (columns) => sql`select r.n, ${columns}
    from jsonb_to_recordset(${json('refs')}) as r(n int, id text, "lineId" text, "providerCallId" text)
    cross join lateral (
      select * from ${calls} where tenant_id = ${text('tenant')} and id = (select coalesce(r.id, (
        select call_id from ${callAliases} a where a.tenant_id = ${text('tenant')}
          and a.line_id = r."lineId" and a.provider_call_id = r."providerCallId"))) limit 1) c`,
);
