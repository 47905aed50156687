import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { int, type Statement, writing } from '../connection/statement.ts';
import { idempotencyKeys, inbox } from '../tables/inbox.ts';
import { bridgePolls } from '../tables/reports.ts';

interface Forgotten {
  readonly count: string;
}

/**
 * What is only there to recognise repeats, once nobody repeats it any more. The oldest first, and never what somebody
 * else is forgetting. A later repeat of a call's event finds the call itself, and is noted.
 */
export const forgetReceived: Statement<Forgotten> = writing(
  'forget_received',
  sql`with old as (
    select tenant_id, line_id, dedupe_key from ${inbox} where received_at < now() - interval '7 days'
    order by received_at limit ${int('most')} for update skip locked),
  gone as (
    delete from ${inbox} i using old o where i.tenant_id = o.tenant_id and i.line_id = o.line_id
      and i.dedupe_key = o.dedupe_key returning 1)
  select count(*)::text as count from gone`,
);

export const forgetIdempotencyKeys: Statement<Forgotten> = writing(
  'forget_idempotency_keys',
  sql`with old as (
    select tenant_id, key from ${idempotencyKeys} where created_at < now() - interval '24 hours'
    order by created_at limit ${int('most')} for update skip locked),
  gone as (
    delete from ${idempotencyKeys} k using old o where k.tenant_id = o.tenant_id and k.key = o.key
      returning 1)
  select count(*)::text as count from gone`,
);

/** Of URLs that no policy names any more; one that is asked is asked every few seconds. */
export const forgetBridgePolls: Statement<Forgotten> = writing(
  'forget_bridge_polls',
  sql`with old as (
    select tenant_id, name, url from ${bridgePolls} where asked_at < now() - interval '7 days'
    order by asked_at limit ${int('most')} for update skip locked),
  gone as (
    delete from ${bridgePolls} p using old o where p.tenant_id = o.tenant_id and p.name = o.name
      and p.url = o.url returning 1)
  select count(*)::text as count from gone`,
);

/** Forgets at most so many, and tells how many there were. */
export async function forget(
  db: Database,
  what: Statement<Forgotten>,
  most: number,
): Promise<number> {
  const [row] = await db.run(what, { most: String(most) });
  return Number(row?.count ?? 0);
}
