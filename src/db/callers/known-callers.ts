import { type SQL, sql } from 'drizzle-orm';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId, TenantId } from '../../call/ids.ts';
import type { KnownCaller } from '../../call/known-caller.ts';
import { fromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import { callerAddresses, callers } from '../tables/callers.ts';

/** The caller's current id, for an id that may be of a merged caller. A merge moves former ids as well, so one step finds it. */
export function currentCallerId(id: SQL): SQL {
  return sql`coalesce((select m.merged_into from ${callers} m
    where m.tenant_id = ${text('tenant')} and m.id = ${id}), ${id})`;
}

/** An array for `= any(...)` of a current id and the ids of all callers that were merged into it. */
export function allIdsOf(id: SQL): SQL {
  return sql`array(select ${id} union all
    select m.id from ${callers} m where m.tenant_id = ${text('tenant')} and m.merged_into = ${id})`;
}

/**
 * Two CTEs: `named` has the callers with the addresses, and `same` has their current and former ids. Needs the parameters
 * tenant and addresses. The limit tells the planner that the lookup finds one row, so that it uses the primary key.
 */
export const callersNamed = sql`named as materialized (
    select a.address, coalesce(k.merged_into, k.id) as id
    from ${callerAddresses} a cross join lateral (
      select id, merged_into from ${callers} where tenant_id = a.tenant_id and id = a.caller_id limit 1) k
    where a.tenant_id = ${text('tenant')} and a.address = any(${texts('addresses')})),
  same as materialized (
    select id from named union
    select m.id from ${callers} m where m.tenant_id = ${text('tenant')}
      and m.merged_into = any(array(select id from named)))`;

export type KnownCallerRow = JsonRow & {
  readonly addresses: CallerAddress[] | null;
  readonly former_ids: CallerId[] | null;
};

export function knownCallerFromRow({ addresses, former_ids, ...row }: KnownCallerRow): KnownCaller {
  return {
    ...fromRow<Omit<KnownCaller, 'addresses' | 'formerIds'>>(callers, row),
    addresses: addresses ?? [],
    formerIds: former_ids ?? [],
  };
}

/** One jsonb value with the current callers that have the addresses; null if there are none. Needs the CTE `named` of `callersNamed`. */
export const knownCallers = sql`(select jsonb_agg(to_jsonb(k) || jsonb_build_object(
      'addresses', (select jsonb_agg(address order by address) from ${callerAddresses} a
        where a.tenant_id = k.tenant_id and a.caller_id = k.id),
      'former_ids', (select jsonb_agg(f.id order by f.id) from ${callers} f
        where f.tenant_id = k.tenant_id and f.merged_into = k.id)))
    from ${callers} k where k.tenant_id = ${text('tenant')} and k.id = any(array(select id from named)))`;

/** The callers with these addresses. Different addresses may belong to different callers until a signal names them together. */
export async function readKnownCallers(
  db: Database,
  tenantId: TenantId,
  addresses: readonly CallerAddress[],
): Promise<KnownCaller[]> {
  const [row] = await db.run(callersByAddress, { tenant: tenantId, addresses: toJson(addresses) });
  return (row?.callers ?? []).map(knownCallerFromRow);
}

const callersByAddress = reading<{ callers: KnownCallerRow[] | null }>(
  'callers_by_address',
  sql`with ${callersNamed} select ${knownCallers} as callers`,
);
