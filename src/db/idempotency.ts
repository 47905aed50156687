import { type SQL, sql } from 'drizzle-orm';
import type { TenantId } from '../call/ids.ts';
import type { Database } from './connection/database.ts';
import { json, reading, text, toJson } from './connection/statement.ts';
import { idempotencyKeys } from './tables/inbox.ts';

/** The use of an idempotency key, with which a client can repeat a request whose answer was lost. */
export interface Use {
  readonly key: string;
  /** The ids of what the request made or changed, as one text that only its mutation reads. For `rejectCall`, the id of the call. */
  readonly made: string;
  /** Two requests are the same if this is equal. */
  readonly requestHash: string;
}

/** Returns null if the key was not used. */
export async function readUse(db: Database, tenantId: TenantId, key: string): Promise<Use | null> {
  const [row] = await db.run(useOfKey, { tenant: tenantId, key });
  return row ?? null;
}

// The column is called `call_id` because it was made for `rejectCall`.
const useOfKey = reading<Use>(
  'idempotency_use',
  sql`select key, call_id as made, request_hash as "requestHash" from ${idempotencyKeys}
    where tenant_id = ${text('tenant')} and key = ${text('key')}`,
);

/**
 * A CTE that stores the first use of a key in the statement of the change, so that both are committed or neither is. Of two
 * concurrent statements with one key, the second waits for the first and then stores nothing. `from` is what the change
 * depends on: without a row in it, nothing is stored.
 */
export function firstUse(from?: SQL): SQL {
  const use = json('use');
  return sql`first_use as (
    insert into ${idempotencyKeys} (tenant_id, key, call_id, request_hash)
    select ${text('tenant')}, u.key, u.made, u.request_hash
    from jsonb_to_record(${use}) as u(key text, made text, request_hash text)
    where ${use} is not null ${from ? sql`and exists (${from})` : sql``}
    on conflict do nothing returning 1)`;
}

/** The condition of the change: it has no key, or this is the first use of its key. */
export const isFirstUse: SQL = sql`(${json('use')} is null or exists (select 1 from first_use))`;

/** The parameter for `firstUse`. `use` is null for a request without an idempotency key. */
export function useParameter(use: Use | null): { readonly use: string | null } {
  if (use === null) return { use: null };
  const { key, made, requestHash } = use;
  return { use: toJson({ key, made, request_hash: requestHash }) };
}
