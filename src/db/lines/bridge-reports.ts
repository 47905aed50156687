import { sql } from 'drizzle-orm';
import type { TenantId } from '../../call/ids.ts';
import type { BridgeReport } from '../../policies/facts.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import type { Database } from '../connection/database.ts';
import { int, moment, reading, text, writing } from '../connection/statement.ts';
import { lines, namesBridge } from '../tables/lines.ts';
import { bridgePolls, recordingBridges } from '../tables/reports.ts';

/**
 * Saves a report on a recording bridge, the system of a tenant that records calls, unless a newer report is stored. Returns the report
 * that is stored afterwards. The statement does not see a newer one that is committed while it runs: it then returns the report that was
 * stored before, or the given one if there was none.
 */
export async function saveBridgeReport(
  db: Database,
  tenantId: TenantId,
  { name, state, reportedAt }: BridgeReport,
  audit: AuditEntry,
): Promise<BridgeReport> {
  const [row] = await db.run(save, {
    tenant: tenantId,
    name,
    state,
    at: reportedAt.toISOString(),
    ...auditParameter(audit),
  });
  // A newer report was committed during the statement, whose snapshot shows no report.
  if (row === undefined) return { name, state, reportedAt };
  return { name, state: row.bridge.state, reportedAt: new Date(row.bridge.at) };
}

/** For `audited`, the id of the changed row is the bridge's name. */
const save = writing<{ bridge: { state: BridgeReport['state']; at: string } }>(
  'save_bridge_report',
  sql`with saved as (
    insert into ${recordingBridges} as b (tenant_id, name, state, reported_at)
    values (${text('tenant')}, ${text('name')}, ${text('state')}, ${moment('at')})
    on conflict (tenant_id, name) do update set state = excluded.state, reported_at = excluded.reported_at
    where b.reported_at <= excluded.reported_at
    returning name as id, state, reported_at),
  ${audited('saved')},
  known as (
    select state, reported_at from saved
    union all
    select state, reported_at from ${recordingBridges}
    where tenant_id = ${text('tenant')} and name = ${text('name')} and not exists (select 1 from saved))
  select jsonb_build_object('state', state, 'at', reported_at) as bridge from known`,
);

/** What a health check found. FAILED: no answer, or not a 2xx. */
export type BridgeAnswer = BridgeReport['state'] | 'FAILED';

export interface BridgePolled {
  readonly name: string;
  readonly url: string;
  readonly answer: BridgeAnswer;
  readonly askedAt: Date;
}

/**
 * Saves the result of a health check. If the check of a URL that has answered before fails, the bridge counts as down, because
 * a call without its recording is worse than a lost call. A URL that has never answered may be wrong, so its failure is ignored.
 */
export async function saveBridgePoll(
  db: Database,
  tenantId: TenantId,
  { name, url, answer, askedAt }: BridgePolled,
): Promise<void> {
  await db.run(savePoll, {
    tenant: tenantId,
    name,
    url,
    state: answer === 'FAILED' ? null : answer,
    at: askedAt.toISOString(),
  });
}

const savePoll = writing<never>(
  'save_bridge_poll',
  sql`with polled as (
    insert into ${bridgePolls} as p (tenant_id, name, url, asked_at, answered_at)
    values (${text('tenant')}, ${text('name')}, ${text('url')}, ${moment('at')},
      case when ${text('state')} is not null then ${moment('at')} end)
    on conflict (tenant_id, name, url) do update set asked_at = greatest(p.asked_at, excluded.asked_at),
      answered_at = greatest(p.answered_at, excluded.answered_at)
    returning answered_at)
  insert into ${recordingBridges} as b (tenant_id, name, state, reported_at)
  select ${text('tenant')}, ${text('name')}, coalesce(${text('state')}, 'DOWN'), ${moment('at')} from polled
  where answered_at is not null
  on conflict (tenant_id, name) do update set state = excluded.state, reported_at = excluded.reported_at
  where b.reported_at <= excluded.reported_at`,
);

/** One health URL with the bridges whose state it reports. */
export interface BridgePoll {
  readonly url: string;
  readonly bridges: readonly { readonly tenantId: TenantId; readonly name: string }[];
}

/**
 * Reads the health URLs to check: those not polled since `since` whose bridges sent no report since then, and those never polled, so
 * that a bridge which reports by itself has answered before it falls silent. Tenants take turns:
 * the first URL of each tenant comes before the second of any. Within a tenant the URL that was silent longest comes first.
 */
export async function readBridgePolls(
  db: Database,
  since: Date,
  limit: number,
): Promise<BridgePoll[]> {
  const rows = await db.run(polls, { since: since.toISOString(), limit: String(limit) });
  return rows.map(({ poll }) => poll);
}

/** Only the policy `safety-valve` names a bridge and its health URL. `namesBridge` finds its lines by their index. */
const polls = reading<{ poll: BridgePoll }>(
  'bridge_polls',
  sql`with due as (
    select l.tenant_id, p->>'healthUrl' as url, p->>'bridge' as name,
      greatest(b.reported_at, k.asked_at) as told_at,
      dense_rank() over (partition by l.tenant_id
        order by greatest(b.reported_at, k.asked_at) nulls first, p->>'healthUrl') as turn
    from ${lines} l cross join lateral jsonb_array_elements(l.perimeter->'policies') p
    left join ${recordingBridges} b on b.tenant_id = l.tenant_id and b.name = p->>'bridge'
    left join ${bridgePolls} k on k.tenant_id = l.tenant_id and k.name = p->>'bridge'
      and k.url = p->>'healthUrl'
    where ${namesBridge(sql`l.perimeter`)} and l.removed_at is null and p->>'is' = 'safety-valve' and p->>'healthUrl' is not null
      and (k.asked_at is null or greatest(b.reported_at, k.asked_at) <= ${moment('since')}))
  select jsonb_build_object('url', url,
    'bridges', jsonb_agg(distinct jsonb_build_object('tenantId', tenant_id, 'name', name))) as poll
  from due group by url order by min(turn), min(told_at) nulls first limit ${int('limit')}`,
);
