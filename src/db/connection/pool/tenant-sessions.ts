import type postgres from 'postgres';
import type { TenantId } from '../../../call/ids.ts';
import { becomeTenants, tellTenant } from '../../migrations/wall.ts';
import { DatabaseUnavailableError } from '../database.ts';
import { type Connection, type ConnectionSettings, openConnection } from './connection.ts';

/**
 * Sessions behind the wall between tenants: row-level security shows a statement only the rows of its tenant. One session
 * serves many tenants in turn, and is told the tenant when it changes. Statements are sent without waiting for earlier answers.
 */
export interface TenantSessions {
  query(tenantId: TenantId, text: string, values: (string | null)[]): Promise<unknown[]>;
  /** Called after a timeout or an answer of a standby: the sessions may be broken, or lead to a server that cannot write. */
  replaceSuspect(): void;
  end(): Promise<void>;
}

interface TenantSettings {
  readonly role: string;
  readonly sessions: number;
}

interface Session {
  readonly sql: postgres.Sql;
  /** Fulfilled once the session has become the role of tenants. Nothing is sent before. */
  readonly opened: Promise<unknown>;
  /** The tenant that the session was told last, and the answer to that. */
  tenantId: TenantId | null;
  told: Promise<unknown>;
  waiting: number;
  /** What was sent and is not answered. */
  readonly sent: Set<object>;
  isMixedUp: boolean;
}

interface Sent {
  readonly tenantId: TenantId;
  readonly text: string;
  readonly values: (string | null)[];
}

/** Has one session at a time, which is replaced with its connection. */
interface Lane {
  readonly connection: Connection;
  session: Session | null;
}

export function openTenantSessions(
  settings: ConnectionSettings,
  { role, sessions }: TenantSettings,
): TenantSessions {
  const prepare = settings.options.prepare !== false;
  const lanes: Lane[] = Array.from({ length: sessions }, () => ({
    connection: openConnection(settings),
    session: null,
  }));

  function sessionOf(lane: Lane): Session {
    const sql = lane.connection.current();
    if (lane.session?.sql === sql) return lane.session;
    const opened = sql.unsafe(becomeTenants(role)).execute();
    opened.catch(() => lane.connection.replace(sql));
    const told = Promise.resolve();
    const sent = new Set<object>();
    lane.session = { sql, opened, tenantId: null, told, waiting: 0, sent, isMixedUp: false };
    return lane.session;
  }

  /** Sent ahead of the next statement: the driver keeps the order on an open connection. */
  function tell(lane: Lane, session: Session, tenantId: TenantId): void {
    const told = session.sql.unsafe(tellTenant(tenantId)).execute();
    told.catch(() => lane.connection.replace(session.sql));
    Object.assign(session, { tenantId, told });
  }

  async function send(lane: Lane, session: Session, { tenantId, text, values }: Sent) {
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
    async query(tenantId, text, values) {
      const lane = leastBusy(lanes, tenantId);
      const session = sessionOf(lane);
      session.waiting++;
      return send(lane, session, { tenantId, text, values }).finally(() => session.waiting--);
    },
    replaceSuspect() {
      for (const { connection } of lanes) connection.replaceSuspect();
    },
    async end() {
      await Promise.all(lanes.map(({ connection }) => connection.end()));
    },
  };
}

/** A session of the same tenant is preferred, because it need not be told. */
function leastBusy(lanes: readonly Lane[], tenantId: TenantId): Lane {
  const busyness = ({ session }: Lane) =>
    (session?.waiting ?? 0) + (session?.tenantId === tenantId ? 0 : 1);
  return lanes.reduce((best, lane) => (busyness(lane) < busyness(best) ? lane : best));
}

/**
 * The driver repeats a statement whose plan a migration has changed, behind everything that it has sent meanwhile: another
 * tenant may have been told by then, and the driver may take one answer for another. It marks such a statement with the property
 * `retried`, which it does not document.
 */
function refuseIfMixedUp({ connection }: Lane, session: Session): void {
  for (const answer of session.sent) {
    if ('retried' in answer) session.isMixedUp = true;
  }
  if (!session.isMixedUp) return;
  connection.replace(session.sql);
  throw new DatabaseUnavailableError('a plan changed, and answers may be mixed up');
}
