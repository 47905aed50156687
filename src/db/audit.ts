import { type SQL, sql } from 'drizzle-orm';
import type { ApiKeyId, AuditId, TenantId } from '../call/ids.ts';
import type { Database } from './connection/database.ts';
import { int, json, reading, text, toJson } from './connection/statement.ts';
import { auditLog } from './tables/audit.ts';

/** One change by a principal. `before` and `after` hold no secret. */
export interface AuditEntry {
  readonly tenantId: TenantId;
  readonly id: AuditId;
  readonly byId: ApiKeyId;
  readonly byName: string;
  readonly action: string;
  /** If null, `audited` takes the id of the changed row. */
  readonly target: string | null;
  readonly before: object | null;
  readonly after: object | null;
}

export interface LoggedChange extends Omit<AuditEntry, 'tenantId'> {
  readonly at: Date;
}

/**
 * A CTE that writes the audit entry in the statement of the change, so that both are committed or neither is. `changed` names
 * the CTE that makes the change; if it returns no row, no entry is written. `before` and `after` replace the values in the
 * parameter. An entry without a target gets the id of the changed row. Needs the parameters tenant and audit. A change that is
 * repeated because its commit was not acknowledged adds no second entry, if it has the same entry id.
 */
export function audited(
  changed: string,
  { before, after }: { readonly before?: SQL; readonly after?: SQL } = {},
): SQL {
  const entry = json('audit');
  // Without a value, the parameter has JSON's null, and the column gets NULL.
  return sql`audited as (
    insert into ${auditLog} (tenant_id, id, by_id, by_name, action, target, before, after)
    select ${text('tenant')}, a.id, a.by_id, a.by_name, a.action, coalesce(a.target, (select id from ${sql.raw(changed)})),
      ${before ?? sql`nullif(a.before, 'null')`}, ${after ?? sql`nullif(a.after, 'null')`}
    from jsonb_to_record(${entry}) as a(id text, by_id text, by_name text, action text, target text,
      before jsonb, after jsonb)
    where ${entry} is not null and exists (select 1 from ${sql.raw(changed)})
    on conflict (tenant_id, id) do nothing)`;
}

/** The parameter for `audited`. `entry` is null if no principal makes the change; then no entry is written. */
export function auditParameter(entry: AuditEntry | null): { readonly audit: string | null } {
  if (entry === null) return { audit: null };
  const { id, byId, byName, action, target, before, after } = entry;
  return { audit: toJson({ id, by_id: byId, by_name: byName, action, target, before, after }) };
}

export interface AuditFilter {
  readonly target?: string;
  readonly action?: string;
  readonly byId?: string;
}

/** Returns the newest changes first: those before `beforeId`, or from the newest if it is null. Ids begin with the time. */
export async function readAudit(
  db: Database,
  tenantId: TenantId,
  { target, action, byId }: AuditFilter,
  beforeId: string | null,
  limit: number,
): Promise<LoggedChange[]> {
  const rows = await db.run(auditPage, {
    tenant: tenantId,
    target: target ?? null,
    action: action ?? null,
    by: byId ?? null,
    before_id: beforeId,
    limit: String(limit),
  });
  return rows.map(({ entry }) => ({ ...entry, at: new Date(entry.at) }));
}

const auditPage = reading<{ entry: Omit<LoggedChange, 'at'> & { at: string } }>(
  'audit_page',
  sql`select jsonb_build_object('id', id, 'at', at, 'byId', by_id, 'byName', by_name, 'action', action,
      'target', target, 'before', before, 'after', after) as entry
    from ${auditLog} where tenant_id = ${text('tenant')}
      and (${text('target')} is null or target = ${text('target')})
      and (${text('action')} is null or action = ${text('action')})
      and (${text('by')} is null or by_id = ${text('by')})
      and (${text('before_id')} is null or id < ${text('before_id')})
    order by id desc limit ${int('limit')}`,
);
