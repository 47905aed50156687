import { sql } from 'drizzle-orm';
import type { ApiKeyId, LineId, TenantId } from '../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from './audit.ts';
import type { Database } from './connection/database.ts';
import {
  int,
  json,
  moment,
  reading,
  text,
  texts,
  toJson,
  writing,
} from './connection/statement.ts';
import { firstUse, isFirstUse, type Use, useParameter } from './idempotency.ts';
import { apiKeys, tenants } from './tables/tenants.ts';

export interface NewKey {
  readonly tenantId: TenantId;
  readonly id: ApiKeyId;
  readonly hash: string;
  readonly name: string;
  /** Null for a tenant-wide key. */
  readonly lineIds: readonly LineId[] | null;
  /** Null for a key from before scopes existed. It may do what a key with these `lineIds` could do then. */
  readonly scopes: readonly string[] | null;
  readonly expiresAt: Date | null;
}

export interface StoredKey extends Omit<NewKey, 'expiresAt'> {
  readonly expiresAt: string | null;
  readonly revoked: boolean;
  /** The tenant of the key is suspended. */
  readonly suspended: boolean;
}

type KeyBatch = Map<string, PromiseWithResolvers<StoredKey | null>>;

const batches = new WeakMap<Database, KeyBatch>();

/** Returns null if there is no such key. Keys that are requested before the next microtask runs are read with one statement. */
export function readKey(db: Database, id: string): Promise<StoredKey | null> {
  const batch = batches.get(db) ?? startBatch(db);
  const answer = batch.get(id) ?? Promise.withResolvers<StoredKey | null>();
  batch.set(id, answer);
  return answer.promise;
}

function startBatch(db: Database): KeyBatch {
  const batch: KeyBatch = new Map();
  batches.set(db, batch);
  queueMicrotask(async () => {
    batches.delete(db);
    try {
      const rows = await db.run(keysByIds, { ids: toJson([...batch.keys()]) });
      const found = new Map(rows.map(({ key }) => [key.id as string, key]));
      for (const [id, answer] of batch) answer.resolve(found.get(id) ?? null);
    } catch (error) {
      for (const answer of batch.values()) answer.reject(error);
    }
  });
  return batch;
}

const keysByIds = reading<{ key: StoredKey }>(
  'keys_by_ids',
  sql`select jsonb_build_object('tenantId', k.tenant_id, 'id', k.id, 'hash', k.hash, 'name', k.name,
      'lineIds', k.line_ids, 'scopes', k.scopes, 'expiresAt', k.expires_at,
      'revoked', k.revoked_at is not null, 'suspended', t.suspended_at is not null) as key
    from ${apiKeys} k join ${tenants} t on t.id = k.tenant_id where k.id = any(${texts('ids')})`,
);

/**
 * `audit` is null if the operator creates the key with a command, because then no principal acts. Returns false if `use` is not
 * the first of its idempotency key.
 */
export async function insertKey(
  db: Database,
  key: NewKey,
  audit: AuditEntry | null,
  use: Use | null = null,
): Promise<boolean> {
  const parameters = { ...parametersOf(key), ...auditParameter(audit), ...useParameter(use) };
  const rows = await db.run(insert, parameters);
  return rows.length > 0;
}

// `values` leaves out the tenant: one statement has it as a parameter, the other takes it from the row that it inserts.
const columns = sql.raw('tenant_id, id, hash, name, line_ids, scopes, expires_at');
const values = sql`${text('id')}, ${text('hash')}, ${text('name')}, ${json('lines')}, ${json('scopes')},
  ${moment('expires')}`;

function parametersOf(key: NewKey) {
  return {
    tenant: key.tenantId,
    id: key.id,
    hash: key.hash,
    name: key.name,
    lines: key.lineIds && toJson(key.lineIds),
    scopes: key.scopes && toJson(key.scopes),
    expires: key.expiresAt?.toISOString() ?? null,
  };
}

const insert = writing<{ id: string }>(
  'insert_key',
  sql`with ${firstUse()},
  changed as (
    insert into ${apiKeys} (${columns}) select ${text('tenant')}, ${values} where ${isFirstUse} returning id),
  ${audited('changed')} select id from changed`,
);

/** Returns false if the tenant has no such key. Revoking a revoked key succeeds and changes nothing. */
export async function revokeKey(
  db: Database,
  tenantId: TenantId,
  id: ApiKeyId,
  audit: AuditEntry,
): Promise<boolean> {
  const [row] = await db.run(revoke, { tenant: tenantId, id, ...auditParameter(audit) });
  return row?.known === true;
}

const revoke = writing<{ known: boolean }>(
  'revoke_key',
  sql`with changed as (
    update ${apiKeys} set revoked_at = now()
    where tenant_id = ${text('tenant')} and id = ${text('id')} and revoked_at is null returning id),
  ${audited('changed')}
  select exists (select 1 from ${apiKeys} where tenant_id = ${text('tenant')} and id = ${text('id')}) as known`,
);

/** A key as its tenant sees it. */
export interface ListedKey {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly lineIds: readonly LineId[] | null;
  readonly scopes: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** Returns the newest keys, which have the highest ids, first: those before `beforeId`, or from the newest if it is null. */
export async function listKeys(
  db: Database,
  tenantId: TenantId,
  beforeId: string | null,
  limit: number,
): Promise<ListedKey[]> {
  const rows = await db.run(keysOfTenant, {
    tenant: tenantId,
    before_id: beforeId,
    limit: String(limit),
  });
  return rows.map(({ key }) => key);
}

const keysOfTenant = reading<{ key: ListedKey }>(
  'keys_of_tenant',
  sql`select jsonb_build_object('id', id, 'name', name, 'lineIds', line_ids, 'scopes', scopes,
      'createdAt', created_at, 'expiresAt', expires_at, 'lastUsedAt', last_used_at,
      'revokedAt', revoked_at) as key
    from ${apiKeys} where tenant_id = ${text('tenant')}
      and (${text('before_id')} is null or id < ${text('before_id')})
    order by id desc limit ${int('limit')}`,
);

/** Several processes note uses of the same key in any order, so the latest time is kept. */
export async function noteKeyUses(db: Database, uses: ReadonlyMap<ApiKeyId, Date>): Promise<void> {
  const list = [...uses].map(([id, at]) => ({ id, at: at.toISOString() }));
  await db.run(noteUses, { uses: toJson(list) });
}

const noteUses = writing<never>(
  'note_key_uses',
  sql`update ${apiKeys} k set last_used_at = greatest(k.last_used_at, u.at)
    from jsonb_to_recordset(${json('uses')}) as u(id text, at timestamptz) where k.id = u.id`,
);

/** Creates the first tenant with its key. Returns false if a tenant exists already. */
export async function insertFirstTenant(db: Database, name: string, key: NewKey): Promise<boolean> {
  const rows = await db.run(firstTenant, { tenant_name: name, ...parametersOf(key) });
  return rows.length > 0;
}

const firstTenant = writing<{ id: string }>(
  'insert_first_tenant',
  sql`with tenant as (
    insert into ${tenants} (id, name) select ${text('tenant')}, ${text('tenant_name')}
    where not exists (select 1 from ${tenants}) on conflict do nothing returning id)
  insert into ${apiKeys} (${columns}) select tenant.id, ${values} from tenant returning id`,
);
