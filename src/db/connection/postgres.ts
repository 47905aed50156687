import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import type { Driver } from './database.ts';
import { isReadOnly } from './database-errors.ts';
import { acquireLivenessLock } from './liveness.ts';
import { openConnections } from './pool/connections.ts';
import { openTenantSessions } from './pool/tenant-sessions.ts';
import type { Pooling } from './pooling.ts';
import { isUnsent, socketWithBackoff } from './reconnect-backoff.ts';

export const journalChannel = 'calls_journal';

export interface PostgresSettings {
  readonly url: string;
  /** For LISTEN and the liveness lock, which need sessions: a pooler in transaction mode does not keep them. */
  readonly directUrl?: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  readonly schema?: string | null;
  readonly pooling?: Pooling;
  /** The role as which statements on behalf of one tenant run. Null: the wall between tenants is off or missing. */
  readonly tenantRole?: string | null;
}

/** How many connections statements behind the wall have at most, on top of the `poolSize` connections. */
export const sessionsBehindWall = (poolSize: number) => Math.ceil(poolSize / 2);

/** Opens the connections to a server. Few are faster than many, because the driver pipelines statements (but see `onePerSession`). */
export async function postgresDriver(settings: PostgresSettings): Promise<Driver> {
  const { tenantRole = null } = settings;
  const livenessLock = await acquireLivenessLock(settings.directUrl ?? settings.url);
  /** The payload by which this process recognises its own notifications. */
  const ownPayload = randomUUID();
  const prepare = settings.pooling !== 'by transaction';
  const connections = openConnections({
    ...connectionSettings(settings),
    count: settings.poolSize,
    isPipelined: settings.pooling !== 'by transaction',
  });
  const sessions = sessionsBehindWall(settings.poolSize);
  const walled =
    tenantRole === null
      ? null
      : openTenantSessions(connectionSettings(settings), { role: tenantRole, sessions });
  let listener: postgres.Sql | undefined;
  let isClosing = false;

  /** Replaces connections that may be broken or lead to a standby. */
  function replaceSuspectConnections(): void {
    connections.replaceSuspect();
    walled?.replaceSuspect();
  }

  /** Open sessions stay on the standby after a failover; only a new one may reach the new primary. */
  async function onPrimary(send: () => Promise<unknown[]>): Promise<unknown[]> {
    try {
      return await sendAgainIfUnsent(send, settings.statementTimeoutMs);
    } catch (error) {
      if (isReadOnly(error)) replaceSuspectConnections();
      throw error;
    }
  }

  return {
    kind: 'postgres',
    owner: () => livenessLock.owner(),
    query: (text, values) => onPrimary(() => connections.query(text, values, { prepare })),
    ...(walled && {
      queryOfTenant: (tenantId, text, values) =>
        onPrimary(() => walled.query(tenantId, text, values)),
    }),
    async notifyJournal() {
      await connections.query(`select pg_notify('${journalChannel}', '${ownPayload}')`);
    },
    async onJournalNotify(onNotify) {
      const backoff = socketWithBackoff(() => !isClosing);
      listener = postgres(settings.directUrl ?? settings.url, {
        ...common,
        ...backoff,
        max: 1,
        connection: { application_name: 'calls-subgraph listen' },
      });
      const onPayload = (payload: string) => {
        if (payload !== ownPayload) onNotify();
      };
      // The last argument is called when the driver has begun to listen, also after each reconnect.
      await listener.listen(journalChannel, onPayload, () => {
        backoff.reset();
        onNotify();
      });
    },
    onTimeout: replaceSuspectConnections,
    async close() {
      isClosing = true;
      await Promise.all([
        connections.end(),
        walled?.end(),
        listener?.end({ timeout: 1 }),
        livenessLock.release(),
      ]);
    },
  };
}

/**
 * Sends a statement once more if its connection was replaced, for the trouble of another statement, before it was sent. Not after the
 * timeout, because its caller has then been told that it failed.
 */
async function sendAgainIfUnsent(
  send: () => Promise<unknown[]>,
  timeoutMs: number,
): Promise<unknown[]> {
  const startedAt = performance.now();
  try {
    return await send();
  } catch (error) {
    if (!isUnsent(error) || performance.now() - startedAt >= timeoutMs) throw error;
    return send();
  }
}

const common = {
  fetch_types: false,
  connect_timeout: 5,
  onnotice: () => {},
} as const;

/**
 * Each statement is planned once for all its parameters, and looks rows up by key. With these costs the planner prefers an
 * index even if it has no statistics of a table or believes the table to be small.
 */
const planning = { plan_cache_mode: 'force_generic_plan', random_page_cost: '0.1', jit: 'off' };

function connectionSettings(settings: PostgresSettings) {
  return {
    url: settings.url,
    statementTimeoutMs: settings.statementTimeoutMs,
    options: {
      ...common,
      ...(settings.pooling === 'by transaction' && onePerSession),
      connection: { ...applicationName, ...sessionSettings(settings) },
    },
  };
}

const applicationName = { application_name: 'calls-subgraph' };

/** Each statement may run in another session, so it is sent without a name and alone on its connection. */
const onePerSession = { prepare: false, max_pipeline: 0 } as const;

/** A pooler refuses parameters that it does not know. Behind a pooler, the settings of the role apply instead. */
function sessionSettings({ pooling = 'none', statementTimeoutMs, schema }: PostgresSettings) {
  if (pooling !== 'none') return {};
  return {
    statement_timeout: statementTimeoutMs,
    ...planning,
    ...(schema && { search_path: schema }),
  };
}
