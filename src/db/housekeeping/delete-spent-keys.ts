import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { int, type Statement, writing } from '../connection/statement.ts';
import { effects } from '../tables/effects.ts';
import { idempotencyKeys, inbox } from '../tables/inbox.ts';
import { lines, namesBridge } from '../tables/lines.ts';
import { bridgePolls } from '../tables/reports.ts';

interface Deleted {
  readonly count: string;
}

/**
 * Deletes the keys by which repeated events are recognised, 7 days after they arrived: no provider repeats an event later. If
 * one did, it would still find its call and change nothing.
 */
export const deleteOldDedupeKeys: Statement<Deleted> = writing(
  'forget_received',
  sql`with old as (
    select tenant_id, line_id, dedupe_key from ${inbox} where received_at < now() - interval '7 days'
    order by received_at limit ${int('limit')} for update skip locked),
  gone as (
    delete from ${inbox} i using old o where i.tenant_id = o.tenant_id and i.line_id = o.line_id
      and i.dedupe_key = o.dedupe_key returning 1)
  select count(*)::text as count from gone`,
);

/** Deletes idempotency keys after the 24 hours for which the schema promises to remember them. */
export const deleteOldIdempotencyKeys: Statement<Deleted> = writing(
  'forget_idempotency_keys',
  sql`with old as (
    select tenant_id, key from ${idempotencyKeys} where created_at < now() - interval '24 hours'
    order by created_at limit ${int('limit')} for update skip locked),
  gone as (
    delete from ${idempotencyKeys} k using old o where k.tenant_id = o.tenant_id and k.key = o.key
      returning 1)
  select count(*)::text as count from gone`,
);

/**
 * Deletes the health URLs of recording bridges (systems of tenants that record calls) that were not polled for 7 days and that no
 * policy names. A URL that a policy names stays even if it was not polled because its bridge reports by itself: when the bridge falls
 * silent, it must be known whether the URL has ever answered.
 */
export const deleteOldBridgePolls: Statement<Deleted> = writing(
  'forget_bridge_polls',
  sql`with old as (
    select tenant_id, name, url from ${bridgePolls} k where asked_at < now() - interval '7 days'
      and not exists (select 1 from ${lines} l cross join lateral jsonb_array_elements(l.perimeter->'policies') p
        where l.tenant_id = k.tenant_id and ${namesBridge(sql`l.perimeter`)} and l.removed_at is null
          and p->>'bridge' = k.name and p->>'healthUrl' = k.url)
    order by asked_at limit ${int('limit')} for update skip locked),
  gone as (
    delete from ${bridgePolls} p using old o where p.tenant_id = o.tenant_id and p.name = o.name
      and p.url = o.url returning 1)
  select count(*)::text as count from gone`,
);

/**
 * Deletes the credentials of lines that were removed a day ago, unless a request is still to be sent with them, such as one to
 * unblock a caller. The new revision makes a concurrent change of the line fail, which would write the credentials back.
 */
export const deleteAccountsOfRemovedLines: Statement<Deleted> = writing(
  'delete_accounts_of_removed_lines',
  sql`with old as (
    select tenant_id, id from ${lines} l where removed_at < now() - interval '1 day' and account <> ''
      and not exists (select 1 from ${effects} e where e.tenant_id = l.tenant_id and e.line_id = l.id
        and e.state in ('PENDING', 'IN_FLIGHT'))
    order by removed_at limit ${int('limit')} for update skip locked),
  gone as (
    update ${lines} l set account = '', revision = revision + 1 from old o
    where l.tenant_id = o.tenant_id and l.id = o.id returning 1)
  select count(*)::text as count from gone`,
);

/**
 * Runs one of the statements above: deletes up to `limit` rows, oldest first, and skips rows that another process is deleting. Returns
 * how many it deleted.
 */
export async function deleteRows(
  db: Database,
  deletion: Statement<Deleted>,
  limit: number,
): Promise<number> {
  const [row] = await db.run(deletion, { limit: String(limit) });
  return Number(row?.count ?? 0);
}
