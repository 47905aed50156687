import { sql } from 'drizzle-orm';
import { type CallerAddress, phoneOf } from '../../call/caller-address.ts';
import type { CallerId, TenantId } from '../../call/ids.ts';
import type { Block } from '../../call/known-caller.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import type { Database } from '../connection/database.ts';
import { json, moment, text, toJson, writing } from '../connection/statement.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { calls } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { allIdsOf } from './known-callers.ts';

export type CallerRef = { readonly id: CallerId } | { readonly address: CallerAddress };

export type CallerUpdate =
  /** Null clears the tier. */
  | { readonly is: 'tier'; readonly tier: string | null }
  | { readonly is: 'blocked'; readonly until: Date; readonly block: Block }
  | { readonly is: 'unblocked' };

/**
 * Changes a caller, and creates it with the id `newId` if its address is unknown. Returns the caller's id, null if no caller
 * has the given id or that caller was erased, or 'lost' if the caller was changed concurrently, for example merged or erased.
 */
export async function changeCaller(
  db: Database,
  tenantId: TenantId,
  ref: CallerRef,
  newId: CallerId,
  update: CallerUpdate,
  now: Date,
  audit: AuditEntry,
): Promise<CallerId | 'lost' | null> {
  const address = 'address' in ref ? ref.address : null;
  const [row] = await db.run(change, {
    tenant: tenantId,
    id: 'id' in ref ? ref.id : null,
    address,
    phone: (address && phoneOf([address])) ?? null,
    new_id: newId,
    what: update.is,
    tier: update.is === 'tier' ? update.tier : null,
    until: update.is === 'blocked' ? update.until.toISOString() : null,
    block: update.is === 'blocked' ? toJson(update.block) : null,
    now: now.toISOString(),
    ...auditParameter(audit),
  });
  if (row?.id) return row.id;
  return row?.known ? 'lost' : null;
}

/** The fields of a caller that the audit log keeps. */
const auditedFields = sql`jsonb_build_object('tier', k.tier, 'blockedUntil', k.blocked_until, 'block', k.block)`;

/**
 * `known` is the caller with the id or the address. An erased caller has no address, and is not found by the id. (An `exists` in the
 * place of `limit 1` would make the planner read every address of the tenant behind the wall.) `changed` updates it, unless its version
 * is another by then: an erasure may have deleted the address, and the change would be lost with the erased caller. `created` inserts
 * a caller if the address is unknown.
 * Unblocking clears `blocked_until` and `block`, and makes a pending unblock at the provider due now, also for the calls of callers
 * that were merged into this one (`allIdsOf`). No tier that the CRM told before `tagged_at` counts, and no call before
 * `unblocked_at` counts towards a throttle. The new version makes concurrent decisions about the caller fail, so that they read it again.
 */
const change = writing<{ id: CallerId | null; known: boolean }>(
  'change_caller',
  sql`with known as (
    select c.id, c.version from ${callers} k
    join ${callers} c on c.tenant_id = k.tenant_id and c.id = coalesce(k.merged_into, k.id)
    where k.tenant_id = ${text('tenant')} and k.id = (select coalesce(${text('id')}, (
      select caller_id from ${callerAddresses}
      where tenant_id = ${text('tenant')} and address = ${text('address')})))
      and (${text('id')} is null or (select 1 from ${callerAddresses} a
        where a.tenant_id = ${text('tenant')} and a.caller_id = c.id limit 1) is not null)),
  changed as (
    update ${callers} set version = version + 1,
      tier = case ${text('what')} when 'tier' then ${text('tier')} else tier end,
      tagged_at = case ${text('what')} when 'tier' then ${moment('now')} else tagged_at end,
      blocked_until = case ${text('what')} when 'tier' then blocked_until else ${moment('until')} end,
      block = case ${text('what')} when 'tier' then block else ${json('block')} end,
      unblocked_at = case ${text('what')} when 'unblocked' then ${moment('now')} else unblocked_at end
    where tenant_id = ${text('tenant')} and id = (select id from known)
      and version = (select version from known) and merged_into is null returning id, tier, blocked_until, block),
  created as (
    insert into ${callers} (tenant_id, id, phone, tier, tagged_at, blocked_until, block)
    select ${text('tenant')}, ${text('new_id')}, ${text('phone')}, ${text('tier')},
      case ${text('what')} when 'tier' then ${moment('now')} end, ${moment('until')}, ${json('block')}
    where ${text('address')} is not null and not exists (select 1 from known)
    returning id, tier, blocked_until, block),
  written as (select * from changed union all select * from created),
  ${audited('written', {
    before: sql`(select ${auditedFields} from ${callers} k where k.tenant_id = ${text('tenant')}
      and k.id = (select id from known))`,
    after: sql`(select ${auditedFields} from written k)`,
  })},
  unblocked as (
    update ${effects} set not_before = now()
    where tenant_id = ${text('tenant')} and kind = 'unblock' and state = 'PENDING'
      and ${text('what')} = 'unblocked'
      and call_id in (select k.id from ${calls} k where k.tenant_id = ${text('tenant')}
        and k.caller_id = any(${allIdsOf(sql`(select id from known)`)})) returning 1),
  new_address as (
    insert into ${callerAddresses} (tenant_id, address, caller_id)
    select ${text('tenant')}, ${text('address')}, id from created returning 1)
  select (select id from written) as id,
    exists (select 1 from known) as known`,
);
