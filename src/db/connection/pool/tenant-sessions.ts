import type postgres from 'postgres';
import type { TenantId } from '../../../call/ids.ts';
import { becomeTenants, tellTenant } from '../../migrations/wall.ts';
import { DatabaseUnavailableError } from '../database.ts';
import type { ConnectionSettings } from './connection.ts';
import { beginSession, type Lane, type Session } from './lane.ts';
import { type Lanes, openLanes } from './lanes.ts';

/**
 * Sessions behind the wall between tenants: row-level security shows a statement only the rows of its tenant. One session
 * serves many tenants in turn, and is told the tenant when it changes. Statements are sent without waiting for earlier answers.
 */
export interface TenantSessions extends Pick<Lanes<TenantSession>, 'replaceSuspect' | 'end'> {
  query(tenantId: TenantId, text: string, values: (string | null)[]): Promise<unknown[]>;
}

interface TenantSettings {
  readonly role: string;
  readonly sessions: number;
}

interface TenantSession extends Session {
  /** The answer to becoming the role of tenants, for which every statement waits. Null until the first statement asks for the role. */
  opened: Promise<unknown> | null;
  /** The answer to telling the session its tenant. */
  told: Promise<unknown>;
  /** What was sent and is not answered. */
  readonly sent: Set<object>;
  isMixedUp: boolean;
}

type TenantLane = Lane<TenantSession>;

interface Sent {
  readonly tenantId: TenantId;
  readonly text: string;
  readonly values: (string | null)[];
}

export function openTenantSessions(
  settings: ConnectionSettings,
  { role, sessions }: TenantSettings,
): TenantSessions {
  const prepare = settings.options.prepare !== false;
  const lanes = openLanes({ ...settings, count: sessions, begin });

  function becomeRole({ connection }: TenantLane, session: TenantSession): Promise<unknown> {
    const opened = session.sql.unsafe(becomeTenants(role)).execute();
    opened.catch(() => connection.replace(session.sql));
    return opened;
  }

  /** Sent ahead of the next statement: the driver keeps the order on an open connection. */
  function tell(lane: TenantLane, session: TenantSession, tenantId: TenantId): void {
    const told = session.sql.unsafe(tellTenant(tenantId)).execute();
    told.catch(() => lane.connection.replace(session.sql));
    Object.assign(session, { tenantId, told });
  }

  async function send(
    lane: TenantLane,
    session: TenantSession,
    { tenantId, text, values }: Sent,
  ): Promise<unknown[]> {
    session.opened ??= becomeRole(lane, session);
    await session.opened;
    if (session.tenantId !== tenantId) tell(lane, session, tenantId);
    const answer = session.sql.unsafe(text, values, { prepare }).execute();
    session.sent.add(answer);
    // If telling failed, the statement ran as the tenant before, so its answer is refused. Where an earlier statement told
    // the session this tenant, the answer to that may not have come yet.
    return Promise.all([answer, session.told])
      .then(([rows]) => rows)
      .finally(() => {
        refuseIfMixedUp(lane, session);
        session.sent.delete(answer);
      });
  }

  return {
    query(tenantId, text, values) {
      const lane = lanes.leastBusy(tenantId);
      return lanes.run(lane, (session) => send(lane, session, { tenantId, text, values }));
    },
    replaceSuspect: lanes.replaceSuspect,
    end: lanes.end,
  };
}

function begin(sql: postgres.Sql): TenantSession {
  const told = Promise.resolve();
  return { ...beginSession(sql), opened: null, told, sent: new Set(), isMixedUp: false };
}

/**
 * The driver repeats a statement whose plan a migration has changed, behind everything that it has sent meanwhile: another
 * tenant may have been told by then, and the driver may take one answer for another. It marks such a statement with the property
 * `retried`, which it does not document.
 */
function refuseIfMixedUp({ connection }: TenantLane, session: TenantSession): void {
  for (const answer of session.sent) {
    if ('retried' in answer) session.isMixedUp = true;
  }
  if (!session.isMixedUp) return;
  connection.replace(session.sql);
  throw new DatabaseUnavailableError('a plan changed, and answers may be mixed up');
}
