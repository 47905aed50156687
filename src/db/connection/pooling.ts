import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

/** Whether statements of one connection all reach the same session of the server. */
export type Pooling = 'none' | 'by session' | 'by transaction';

export interface Route {
  readonly pooling: Pooling;
  /** The same on every route to one database of one running server. */
  readonly database: string;
  readonly schema: string | null;
}

/**
 * How an address leads to the server. A pooler that switches sessions between transactions loses prepared statements,
 * settings, LISTEN and session locks. Then a statement by name fails with 26000, and the driver, which asks again in the
 * midst of pipelined statements, gives answers to the wrong questions.
 */
export async function findRoute(url: string): Promise<Route> {
  const [one, other] = [connect(url), connect(url)];
  try {
    const first = await askServer(one);
    const isDirect = first.pid === first.announcedPid;
    const pooling = isDirect ? 'none' : await findPooling(one, other, first.pid);
    return { pooling, database: first.database, schema: first.schema };
  } finally {
    await Promise.all([one.end({ timeout: 1 }), other.end({ timeout: 1 })]);
  }
}

/** No parameters but this one: poolers refuse those that they do not know. */
function connect(url: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    prepare: false,
    fetch_types: false,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'calls-subgraph route' },
  });
}

const tries = 5;
/** A pool of one session has none left while a transaction is open. */
const answerWithinMs = 2000;

/** While another connection has a transaction open in the session that we had, we get that session again or not. */
async function findPooling(one: postgres.Sql, other: postgres.Sql, pid: number): Promise<Pooling> {
  for (let n = 0; n < tries; n++) {
    const began = await other.unsafe('begin').then(
      () => true,
      () => false,
    );
    const again = askServer(one).then((answer) => answer.pid);
    again.catch(() => {});
    const answered = await Promise.race([again, sleep(answerWithinMs, null, { ref: false })]);
    if (!began || answered !== pid) return 'by transaction';
    await other.unsafe('rollback');
  }
  return 'by session';
}

async function askServer(sql: postgres.Sql) {
  const rows = await sql.unsafe(
    `select pg_backend_pid() as pid, current_schema() as schema,
       current_database() || ' of the server started at ' || to_char(pg_postmaster_start_time() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as database`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the server answered no row');
  return {
    pid: Number(row.pid),
    /** By the server or the pooler, at the start of the connection. */
    announcedPid: Number(rows.state?.pid),
    database: String(row.database),
    schema: row.schema === null ? null : String(row.schema),
  };
}

export interface Addresses {
  readonly url: string;
  readonly directUrl: string;
  readonly schema?: string;
}

/** How the pool's address leads to the server. Throws if sessions cannot be had, or not in the right schema. */
export async function checkRoutes({ url, directUrl, schema }: Addresses): Promise<Pooling> {
  const route = await findRoute(url);
  const direct = url === directUrl ? route : await findRoute(directUrl);
  if (direct.pooling === 'by transaction') {
    throw new Error(
      url === directUrl
        ? 'DATABASE_URL leads to a pooler in transaction mode, which keeps no sessions. ' +
            'Give DATABASE_DIRECT_URL as well: the address of the same database without the pooler, for migrations, LISTEN and session locks.'
        : 'DATABASE_DIRECT_URL leads to a pooler in transaction mode, which keeps no sessions. Give the address of the server itself.',
    );
  }
  if (route.database !== direct.database) {
    throw new Error(
      `DATABASE_URL and DATABASE_DIRECT_URL lead to different databases: ${route.database}, and ${direct.database}.`,
    );
  }
  const needed = schema ?? direct.schema;
  if (route.pooling !== 'none' && route.schema !== needed) {
    throw new Error(
      `Through the pooler, tables are looked up in the schema ${route.schema} instead of ${needed}, and a pooler does not keep the setting. ` +
        `As the owner of the database: alter role … set search_path = ${needed}; then let the pooler reconnect.`,
    );
  }
  return route.pooling;
}
