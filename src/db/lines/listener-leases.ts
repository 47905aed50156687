import { sql } from 'drizzle-orm';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { Problem } from '../../call/problem.ts';
import type { ProviderName } from '../../providers/provider.ts';
import type { Database } from '../connection/database.ts';
import { int, json, text, texts, toJson, writing } from '../connection/statement.ts';
import { lines } from '../tables/lines.ts';
import { listeners } from '../tables/reports.ts';

/** A line whose provider connection this process holds. */
export interface LeasedLine {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  /** A hash of the account, to detect that the account has changed. */
  readonly account: string;
}

/**
 * Takes free leases on the lines of these providers, which send their events on a connection, and renews this process's own. Returns
 * all lines that it holds now.
 */
export function claimListenerLeases(
  db: Database,
  providers: readonly ProviderName[],
  owner: string,
  leaseMs: number,
): Promise<LeasedLine[]> {
  return db
    .run(claim, { providers: toJson(providers), owner, lease: String(leaseMs) })
    .then((rows) => rows.map(({ line }) => line));
}

/** A new owner has no connection yet, so the time since which the previous one was connected is cleared. */
const claim = writing<{ line: LeasedLine }>(
  'claim_listener_leases',
  sql`with claimed as (
    insert into ${listeners} as l (tenant_id, line_id, owner, lease_until)
    select tenant_id, id, ${text('owner')}, now() + ${int('lease')} * interval '1 millisecond'
    from ${lines} where provider = any(${texts('providers')}) and removed_at is null
    on conflict (tenant_id, line_id) do update set owner = excluded.owner, lease_until = excluded.lease_until,
        heard_since = case l.owner when excluded.owner then l.heard_since end
      where l.owner = excluded.owner or l.lease_until < now()
    returning tenant_id, line_id)
  select jsonb_build_object('tenantId', c.tenant_id, 'lineId', c.line_id, 'account', md5(n.account)) as line
  from claimed c join ${lines} n on n.tenant_id = c.tenant_id and n.id = c.line_id`,
);

/** Releases the leases at shutdown, so that another process need not wait for their end. */
export async function releaseListenerLeases(db: Database, owner: string): Promise<void> {
  await db.run(release, { owner });
}

const release = writing<never>(
  'release_listener_leases',
  sql`delete from ${listeners} where owner = ${text('owner')}`,
);

/** The state of a line's provider connection. */
export type ListenerStatus =
  | { readonly is: 'connected' }
  /** Connected, but the provider reports a problem. */
  | { readonly is: 'impaired'; readonly problem: Problem }
  | { readonly is: 'disconnected'; readonly problem: Problem };

/** Saves the status, for clients that read the line. Does nothing if another process has taken over the lease. */
export async function saveListenerStatus(
  db: Database,
  { tenantId, lineId }: Pick<LeasedLine, 'tenantId' | 'lineId'>,
  owner: string,
  status: ListenerStatus,
): Promise<void> {
  const problem = status.is === 'connected' ? null : toJson(status.problem);
  const isConnected = String(status.is !== 'disconnected');
  await db.run(saveStatus, {
    tenant: tenantId,
    line: lineId,
    owner,
    problem,
    connected: isConnected,
  });
}

const saveStatus = writing<never>(
  'save_listener_status',
  sql`update ${listeners} set problem = ${json('problem')},
      heard_since = case when ${text('connected')}::boolean then coalesce(heard_since, now()) end
    where tenant_id = ${text('tenant')} and line_id = ${text('line')} and owner = ${text('owner')}`,
);
