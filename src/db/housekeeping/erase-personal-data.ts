import { sql } from 'drizzle-orm';
import { unnamedCallerOf } from '../../call/caller-address.ts';
import type { CallerId, TenantId } from '../../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import type { Database } from '../connection/database.ts';
import { isCallerChanged, isLostRace } from '../connection/database-errors.ts';
import { int, reading, text, texts, toJson, writing } from '../connection/statement.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { calls, erasedInPart, unerased } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { tenants } from '../tables/tenants.ts';
import { erasedCalls } from './erased-calls.ts';

// `erasedCalls`, in the statements below, erases the personal data of the calls in `due`. `idKey` is the key of the digests that take the
// place of the provider's ids.

/** True if an effect of the call `c` is still to be carried out, which needs the caller's number. */
const hasPendingEffect = sql`exists (select 1 from ${effects} e
  where e.tenant_id = c.tenant_id and e.call_id = c.id and e.state in ('PENDING', 'IN_FLIGHT'))`;

/** True if the call `c` is not over, or has a pending effect. */
const isOpen = sql`(c.status in ('RINGING', 'REJECTING', 'ANSWERED') or ${hasPendingEffect})`;

/**
 * True if the provider did not name the caller of the call `c`, so that it has no `caller_at_provider` although it was not erased. An
 * erasure deletes the address that stands for such a caller.
 */
const isOfUnnamedCaller = sql`exists (select 1 from ${callerAddresses} a
  where a.tenant_id = c.tenant_id and a.address = ${sql.raw(`'${unnamedCallerOf('')}'`)} || c.provider_call_id)`;

export type Erased =
  | { readonly is: 'erased'; readonly id: CallerId; readonly calls: number }
  /** `in-a-call`: nothing was erased, because a call of the caller is open. */
  | { readonly is: 'in-a-call' | 'not-found' };

/** Finishes the erasure of up to `limit` calls that an earlier release erased only in part. Returns the number of calls. */
export async function finishErasures(db: Database, idKey: string, limit: number): Promise<number> {
  const [row] = await db.run(finish, { idKey, limit: String(limit) });
  return Number(row?.count ?? 0);
}

const finish = writing<{ count: string }>(
  'finish_erasures',
  sql`with due as (
    select c.tenant_id, c.id from ${calls} c where ${erasedInPart} and not ${isOpen} and not ${isOfUnnamedCaller}
    limit ${int('limit')} for update skip locked),
  ${erasedCalls}
  select count(*)::text as count from due`,
);

/**
 * Erases the personal data of a caller and of the callers merged into it. The rows stay, without names and numbers. 'lost': nothing was
 * written, because one of the callers was changed concurrently, and may have a call or an address that the statement did not see.
 */
export async function eraseCaller(
  db: Database,
  tenantId: TenantId,
  ref: { readonly id: CallerId } | { readonly address: string },
  { audit, idKey }: { readonly audit: AuditEntry; readonly idKey: string },
): Promise<Erased | 'lost'> {
  const parameters = {
    tenant: tenantId,
    idKey,
    id: 'id' in ref ? ref.id : null,
    address: 'address' in ref ? ref.address : null,
    ...auditParameter(audit),
  };
  try {
    const [row] = await db.run(erase, parameters);
    if (!row?.id) return { is: 'not-found' };
    if (row.open) return { is: 'in-a-call' };
    return { is: 'erased', id: row.id, calls: Number(row.calls) };
  } catch (error) {
    if (isCallerChanged(error) || isLostRace(error)) return 'lost';
    throw error;
  }
}

/**
 * `known` is the caller, `same` has its former ids too, and `theirs` are their calls. Nothing is written while one of these is open. The
 * whole statement fails (`isCallerChanged`) if a caller has another version by the time that its row is locked: it
 * would get null as its version, which the column refuses.
 */
const erase = writing<{ id: CallerId | null; open: boolean; calls: string }>(
  'erase_caller',
  sql`with known as (
    select coalesce(k.merged_into, k.id) as id from ${callers} k
    where k.tenant_id = ${text('tenant')} and k.id = coalesce(${text('id')}, (
      select caller_id from ${callerAddresses}
      where tenant_id = ${text('tenant')} and address = ${text('address')}))),
  same as (
    select k.id, k.version from ${callers} k where k.tenant_id = ${text('tenant')}
      and (k.id = (select id from known) or k.merged_into = (select id from known))),
  theirs as (
    select c.tenant_id, c.id, ${isOpen} as open from ${calls} c
    where c.tenant_id = ${text('tenant')} and c.caller_id in (select id from same)),
  due as (select tenant_id, id from theirs where not exists (select 1 from theirs where open)),
  ${erasedCalls},
  changed as (
    update ${callers} k set version = case when k.version = s.version then k.version + 1 end,
      phone = null, display_name = null, named_at = null, tier = null, blocked_until = null, block = null, unblocked_at = null
    from same s where k.tenant_id = ${text('tenant')} and k.id = s.id
      and not exists (select 1 from theirs where open) returning k.id),
  nameless as (
    delete from ${callerAddresses} where tenant_id = ${text('tenant')}
      and caller_id in (select id from changed) returning 1),
  whom as (select id from known where exists (select 1 from changed)),
  ${audited('whom')}
  select (select id from known) as id, exists (select 1 from theirs where open) as open,
    (select count(*) from due)::text as calls`,
);

/** The time for which the tenant's last erasure was up to date; `-infinity` before the first one. */
const upToDateAt = sql`(coalesce(erased_before, '-infinity') + keep_personal_ms * interval '1 millisecond')`;

/** An erasure that is less than a minute behind can wait. */
const isLate = sql`(keep_personal_ms is not null and ${upToDateAt} < now() - interval '1 minute')`;

/**
 * Up to `limit` tenants that may have calls which they keep no longer, those first whose erasure is the furthest behind, without those in
 * `except`. The statement reads every tenant, so it is sent once for several.
 */
export async function readLateTenants(
  db: Database,
  limit: number,
  except: Iterable<TenantId> = [],
): Promise<TenantId[]> {
  const parameters = { limit: String(limit), except: toJson([...except]) };
  return (await db.run(lateTenants, parameters)).map(({ id }) => id);
}

const lateTenants = reading<{ id: TenantId }>(
  'late_tenants',
  sql`select id from ${tenants} where ${isLate} and id <> all(${texts('except')})
    order by ${upToDateAt}, id limit ${int('limit')}`,
);

export type PastErased =
  | { readonly is: 'erased'; readonly calls: number }
  /**
   * `not-late`: another process is erasing the tenant's calls, or has just done so. `lost`: nothing was written, because one of the
   * callers was changed concurrently.
   */
  | { readonly is: 'not-late' | 'lost' };

/**
 * Erases the personal data of up to `limit` calls that the tenant keeps no longer, oldest first, and stores how far it came. The tenant
 * may have no such calls.
 */
export async function erasePastCalls(
  db: Database,
  tenantId: TenantId,
  idKey: string,
  limit: number,
): Promise<PastErased> {
  try {
    const [row] = await db.run(erasePast, { tenant: tenantId, idKey, limit: String(limit) });
    return row ? { is: 'erased', calls: Number(row.count) } : { is: 'not-late' };
  } catch (error) {
    if (isCallerChanged(error) || isLostRace(error)) return { is: 'lost' };
    throw error;
  }
}

const erasePast = writing<{ count: string }>(
  'erase_past_calls',
  sql`with late as (
    select id, now() - keep_personal_ms * interval '1 millisecond' as until
    from ${tenants} where id = ${text('tenant')} and ${isLate} for update skip locked),
  due as (
    select c.tenant_id, c.id, c.caller_id, c.ringing_at from late t join ${calls} c on c.tenant_id = t.id
      and c.ringing_at < t.until
    -- An old call that is still open counts as well: its provider may never report its end. One with a pending effect, such as the
    -- end of a block, is left to the first round after the effect is settled.
    where ${unerased} and not ${hasPendingEffect}
    order by c.ringing_at limit ${int('limit')}),
  ${erasedCalls},
  -- The current ids of the callers of these calls who are neither tagged nor blocked, and have not written since. The limits tell the
  -- planner that each lookup finds one row.
  idle as materialized (
    select distinct k.id from due d
    cross join lateral (
      select coalesce(merged_into, id) as id from ${callers} where tenant_id = d.tenant_id and id = d.caller_id limit 1) now
    cross join lateral (
      select * from ${callers} where tenant_id = d.tenant_id and id = now.id limit 1) k
    where k.tier is null and (k.blocked_until is null or k.blocked_until < now())
      and coalesce(k.last_conversation_at, '-infinity') < (select until from late)),
  -- These callers under their current and former ids, with the last call of each id: a merge does not change the caller of a call.
  same as materialized (
    select i.id as current_id, k.id, k.version,
      (select max(c.ringing_at) from ${calls} c where c.tenant_id = k.tenant_id and c.caller_id = k.id) as called_at
    from idle i cross join lateral (
      select tenant_id, id, version from ${callers} where tenant_id = ${text('tenant')} and id = i.id
      union all
      select tenant_id, id, version from ${callers} where tenant_id = ${text('tenant')} and merged_into = i.id) k),
  -- Those who have not called since under any id. The whole statement fails if one of them has another version by the time that its row
  -- is locked, as in an erasure on request.
  unknown as (
    update ${callers} k set version = case when k.version = s.version then k.version + 1 end,
      phone = null, display_name = null, named_at = null, tier = null, blocked_until = null, block = null, unblocked_at = null
    from same s where k.tenant_id = ${text('tenant')} and k.id = any(array(select id from same)) and k.id = s.id
      and s.current_id not in (select current_id from same where called_at >= (select until from late))
    returning k.id),
  nameless as (
    delete from ${callerAddresses} where tenant_id = ${text('tenant')}
      and caller_id = any(array(select id from unknown)) returning 1),
  -- How far the tenant's calls are erased. If the limit was reached, more may be due, so it is only as far as the last of these calls.
  moved as (
    update ${tenants} t set erased_before = case when (select count(*) from due) < ${int('limit')}
      then l.until else (select max(ringing_at) from due) end
    from late l where t.id = l.id returning 1)
  select (select count(*) from due)::text as count from moved`,
);
