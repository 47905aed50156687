import { sql } from 'drizzle-orm';
import type { LineId, TenantId } from '../../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import type { Database } from '../connection/database.ts';
import { moment, text, writing } from '../connection/statement.ts';
import { presence } from '../tables/reports.ts';

/** Whether an agent of a line is available, as the provider or a client reports it. */
export interface PresenceReport {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  /** A name that the client chooses; '' is the agent of a line whose provider reports the presence. */
  readonly agent: string;
  readonly state: 'ONLINE' | 'BUSY' | 'OFFLINE' | 'UNKNOWN';
  readonly at: Date;
}

/** Saves a report, unless a newer one is stored. `audit` is null if the provider reports the presence, because no principal acts. */
export async function savePresence(
  db: Database,
  report: PresenceReport,
  audit: AuditEntry | null,
): Promise<void> {
  await db.run(save, {
    tenant: report.tenantId,
    line: report.lineId,
    agent: report.agent,
    state: report.state,
    at: report.at.toISOString(),
    ...auditParameter(audit),
  });
}

const save = writing<{ id: string }>(
  'save_presence',
  sql`with changed as (
    insert into ${presence} as p (tenant_id, line_id, agent, state, at)
    values (${text('tenant')}, ${text('line')}, ${text('agent')}, ${text('state')}, ${moment('at')})
    on conflict (tenant_id, line_id, agent) do update set state = excluded.state, at = excluded.at
    where p.at <= excluded.at returning line_id as id),
  ${audited('changed')} select id from changed`,
);
