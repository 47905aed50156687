import { sql } from 'drizzle-orm';
import type { TenantId } from '../call/ids.ts';
import type { BridgeReport } from '../policies/facts.ts';
import type { Database } from './database.ts';
import { int, moment, reading, text, writing } from './statement.ts';
import { lines, namesBridge } from './tables/lines.ts';
import { recordingBridges } from './tables/reports.ts';

/** What is older than what is known changes nothing. Answers with what is known then. */
export async function saveBridgeReport(
  db: Database,
  tenantId: TenantId,
  { name, state, reportedAt }: BridgeReport,
): Promise<BridgeReport> {
  const [row] = await db.run(save, {
    tenant: tenantId,
    name,
    state,
    at: reportedAt.toISOString(),
  });
  if (row === undefined) return { name, state, reportedAt };
  return { name, state: row.bridge.state, reportedAt: new Date(row.bridge.at) };
}

const save = writing<{ bridge: { state: BridgeReport['state']; at: string } }>(
  'save_bridge_report',
  sql`with saved as (
    insert into ${recordingBridges} as b (tenant_id, name, state, reported_at)
    values (${text('tenant')}, ${text('name')}, ${text('state')}, ${moment('at')})
    on conflict (tenant_id, name) do update set state = excluded.state, reported_at = excluded.reported_at
    where b.reported_at <= excluded.reported_at
    returning state, reported_at),
  known as (
    select state, reported_at from saved
    union all
    select state, reported_at from ${recordingBridges}
    where tenant_id = ${text('tenant')} and name = ${text('name')} and not exists (select 1 from saved))
  select jsonb_build_object('state', state, 'at', reported_at) as bridge from known`,
);

/** One URL, and the bridges that it speaks for. */
export interface BridgePoll {
  readonly url: string;
  readonly bridges: readonly { readonly tenantId: TenantId; readonly name: string }[];
}

/**
 * Health URLs of bridges that nobody has told about since a moment, the longest silent first;
 * every tenant's first before anybody's second.
 */
export async function readBridgePolls(
  db: Database,
  since: Date,
  most: number,
): Promise<BridgePoll[]> {
  const rows = await db.run(polls, { since: since.toISOString(), most: String(most) });
  return rows.map(({ poll }) => poll);
}

const polls = reading<{ poll: BridgePoll }>(
  'bridge_polls',
  sql`with asked as (
    select l.tenant_id, p->>'healthUrl' as url, p->>'bridge' as name, b.reported_at,
      dense_rank() over (partition by l.tenant_id
        order by b.reported_at nulls first, p->>'healthUrl') as turn
    from ${lines} l cross join lateral jsonb_array_elements(l.perimeter->'policies') p
    left join ${recordingBridges} b on b.tenant_id = l.tenant_id and b.name = p->>'bridge'
    where ${namesBridge(sql`l.perimeter`)} and p->>'is' = 'safety-valve' and p->>'healthUrl' is not null
      and (b.reported_at is null or b.reported_at <= ${moment('since')}))
  select jsonb_build_object('url', url,
    'bridges', jsonb_agg(distinct jsonb_build_object('tenantId', tenant_id, 'name', name))) as poll
  from asked group by url order by min(turn), min(reported_at) nulls first limit ${int('most')}`,
);
