import { sql } from 'drizzle-orm';
import type { ApiKeyId, LineId, TenantId } from '../call/ids.ts';
import type { Database } from './connection/database.ts';
import { json, reading, text, texts, toJson, writing } from './connection/statement.ts';
import { apiKeys, tenants } from './tables/tenants.ts';

export interface StoredKey {
  readonly tenantId: TenantId;
  readonly id: ApiKeyId;
  readonly hash: string;
  readonly name: string;
  readonly lineIds: readonly LineId[] | null;
  readonly revoked: boolean;
}

const asked = new WeakMap<Database, Map<string, PromiseWithResolvers<StoredKey | null>>>();

/** Keys that are asked for in the same turn take one statement. */
export function readKey(db: Database, id: string): Promise<StoredKey | null> {
  const together = asked.get(db) ?? startTogether(db);
  const answer = together.get(id) ?? Promise.withResolvers<StoredKey | null>();
  together.set(id, answer);
  return answer.promise;
}

function startTogether(db: Database): Map<string, PromiseWithResolvers<StoredKey | null>> {
  const together = new Map<string, PromiseWithResolvers<StoredKey | null>>();
  asked.set(db, together);
  queueMicrotask(async () => {
    asked.delete(db);
    try {
      const rows = await db.run(keysByIds, { ids: toJson([...together.keys()]) });
      const found = new Map(rows.map(({ key }) => [key.id as string, key]));
      for (const [id, answer] of together) answer.resolve(found.get(id) ?? null);
    } catch (error) {
      for (const answer of together.values()) answer.reject(error);
    }
  });
  return together;
}

const keysByIds = reading<{ key: StoredKey }>(
  'keys_by_ids',
  sql`select jsonb_build_object('tenantId', tenant_id, 'id', id, 'hash', hash, 'name', name,
      'lineIds', line_ids, 'revoked', revoked_at is not null) as key
    from ${apiKeys} where id = any(${texts('ids')})`,
);

export async function insertKey(db: Database, key: Omit<StoredKey, 'revoked'>): Promise<void> {
  await db.run(insert, {
    tenant: key.tenantId,
    id: key.id,
    hash: key.hash,
    name: key.name,
    lines: key.lineIds && toJson(key.lineIds),
  });
}

const insert = writing<never>(
  'insert_key',
  sql`insert into ${apiKeys} (tenant_id, id, hash, name, line_ids)
    values (${text('tenant')}, ${text('id')}, ${text('hash')}, ${text('name')}, ${json('lines')})`,
);

/** False: no such key. Revoking a revoked key succeeds. */
export async function revokeKey(db: Database, tenantId: TenantId, id: ApiKeyId): Promise<boolean> {
  const rows = await db.run(revoke, { tenant: tenantId, id });
  return rows.length > 0;
}

const revoke = writing<{ id: string }>(
  'revoke_key',
  sql`update ${apiKeys} set revoked_at = coalesce(revoked_at, now())
    where tenant_id = ${text('tenant')} and id = ${text('id')} returning id`,
);

/** Creates the first tenant with its key. False: a tenant exists already. */
export async function insertFirstTenant(
  db: Database,
  name: string,
  key: Omit<StoredKey, 'revoked' | 'lineIds'>,
): Promise<boolean> {
  const rows = await db.run(firstTenant, {
    tenant: key.tenantId,
    tenant_name: name,
    id: key.id,
    hash: key.hash,
    name: key.name,
  });
  return rows.length > 0;
}

const firstTenant = writing<{ id: string }>(
  'insert_first_tenant',
  sql`with tenant as (
    insert into ${tenants} (id, name) select ${text('tenant')}, ${text('tenant_name')}
    where not exists (select 1 from ${tenants}) on conflict do nothing returning id)
  insert into ${apiKeys} (tenant_id, id, hash, name)
  select tenant.id, ${text('id')}, ${text('hash')}, ${text('name')} from tenant returning id`,
);
