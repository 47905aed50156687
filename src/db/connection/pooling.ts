import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';

/** Whether a pooler sits before the server, and for how long it assigns a session of the server to a connection. */
export type Pooling = 'none' | 'by session' | 'by transaction';

export interface Route {
  readonly pooling: Pooling;
  /** The same on every route to one database of one running server. */
  readonly database: string;
  readonly schema: string | null;
}

/**
 * Finds out how an address leads to the server. With a pooler that switches sessions between transactions, prepared
 * statements, settings, LISTEN and session locks are lost. A prepared statement then fails with 26000 (it does not
 * exist), and the driver repeats it among pipelined statements and assigns results to the wrong statements.
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

/** Sets no parameter except `application_name`, because poolers refuse parameters that they do not know. */
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

/** A pooler in transaction mode may give the same session by chance, so it is asked several times. */
const tries = 5;
/** A pooler with a single session does not answer while a transaction is open in it. */
const answerWithinMs = 2000;

/**
 * Opens a transaction on `other` and asks on `one` for its session. A pooler in session mode always gives the same session; one
 * in transaction mode gives another session, or none.
 */
async function findPooling(one: postgres.Sql, other: postgres.Sql, pid: number): Promise<Pooling> {
  for (let n = 0; n < tries; n++) {
    const began = await other.unsafe('begin').then(
      () => true,
      () => false,
    );
    const nextPid = askServer(one).then((answer) => answer.pid);
    nextPid.catch(() => {});
    const answered = await Promise.race([nextPid, sleep(answerWithinMs, null, { ref: false })]);
    // If `other` can open no transaction, the mode cannot be tested. 'by transaction' relies on nothing that a pooler may lose.
    if (!began || answered !== pid) return 'by transaction';
    await other.unsafe('rollback');
    // The other way round: `one` opens a transaction, now that `other` has given its session back. In transaction mode it may get
    // that session.
    await one.unsafe('begin');
    const own = await askServer(one);
    await one.unsafe('rollback');
    if (own.pid !== pid) return 'by transaction';
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
    /** The id that the server or the pooler announced at the start of the connection. */
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

/**
 * Finds the pooling of DATABASE_URL. Throws if DATABASE_DIRECT_URL keeps no sessions (without it, `directUrl` is `url`), if the two
 * lead to different databases, or if the service would look tables up in another schema than migrations.
 */
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
  // With `schema`, each session without a pooler sets its search path. Without it, the search paths of the roles apply.
  if (schema === undefined && route.pooling === 'none' && route.schema !== direct.schema) {
    throw new Error(
      `DATABASE_URL looks tables up in ${named(route.schema)}, and DATABASE_DIRECT_URL in ${named(direct.schema)}. ` +
        'Set DATABASE_SCHEMA to the schema of the tables, or give both roles the same search_path and the right to use that schema.',
    );
  }
  const needed = schema ?? direct.schema;
  if (route.pooling !== 'none' && route.schema !== needed) {
    throw new Error(
      `Through the pooler, tables are looked up in ${named(route.schema)} instead of ${needed}, and a pooler does not keep the setting. ` +
        `As the owner of the database: alter role … set search_path = ${needed}; then let the pooler reconnect.`,
    );
  }
  return route.pooling;
}

/** Null: no schema of the role's search path exists and may be used. */
function named(schema: string | null): string {
  return schema === null ? 'no schema' : `the schema ${schema}`;
}
