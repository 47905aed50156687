import { sql } from 'drizzle-orm';
import { int, writing } from '../connection/statement.ts';
import { lines, namesBridge } from '../tables/lines.ts';
import { bridgePolls } from '../tables/reports.ts';
import type { Deletion } from './deletion.ts';

/**
 * Deletes the health URLs of recording bridges (systems of tenants that record calls) that were not polled for 7 days and that no
 * policy names. A URL that a policy names stays even if it was not polled because its bridge reports by itself: when the bridge falls
 * silent, it must be known whether the URL has ever answered.
 */
export const deleteOldBridgePolls: Deletion = writing(
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
