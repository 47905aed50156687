import { type MigrationSession, withSession } from '../migrations/session.ts';

/** The state of a PostgreSQL server, read without changing anything on it. */
export interface Diagnosis {
  readonly is: 'answered';
  readonly version: string;
  readonly versionNumber: number;
  readonly isReadOnly: boolean;
  readonly maxConnections: number;
  readonly usedConnections: number;
  /** By how much the server's clock is ahead of ours. */
  readonly aheadMs: number;
  readonly tookMs: number;
  /** The lines that are not removed; null if this service has no tables in the database yet. */
  readonly lines: DiagnosedLines | null;
}

export interface DiagnosedLines {
  readonly count: number;
  /** Their rows of the table `lines`, in the order of their names, at most `maxLines`. */
  readonly first: readonly Readonly<Record<string, unknown>>[];
}

export type Diagnosed = Diagnosis | { readonly is: 'unreachable'; readonly because: string };

interface Row {
  readonly version: string;
  readonly version_number: number;
  readonly is_read_only: boolean;
  readonly max_connections: number;
  readonly used_connections: number;
  readonly ms: string;
  readonly has_lines: boolean;
}

const serverQuery = `select current_setting('server_version') as version,
  current_setting('server_version_num')::int as version_number,
  pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as is_read_only,
  current_setting('max_connections')::int as max_connections,
  (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used_connections,
  (extract(epoch from clock_timestamp()) * 1000)::text as ms,
  to_regclass('lines') is not null as has_lines`;

const maxLines = 200;

/** If `schema` is null, the first schema of the role's search path is used. */
export async function diagnose(url: string, schema: string | null): Promise<Diagnosed> {
  try {
    return await withSession(url, schema, async (session) => {
      // Opens the connection, so that the round trip that is measured below is that of the query alone.
      await session.query('select 1');
      const askedAt = Date.now();
      // The rows of a session are untyped; `serverQuery` returns one `Row`.
      const [row] = (await session.query(serverQuery)) as readonly unknown[] as readonly Row[];
      const tookMs = Date.now() - askedAt;
      if (!row) throw new Error('the server answered nothing');
      return { ...readRow(row, askedAt, tookMs), lines: await readLines(session, row) };
    });
  } catch (error) {
    return { is: 'unreachable', because: error instanceof Error ? error.message : String(error) };
  }
}

function readRow(row: Row, askedAt: number, tookMs: number): Omit<Diagnosis, 'lines'> {
  return {
    is: 'answered',
    version: row.version,
    versionNumber: row.version_number,
    isReadOnly: row.is_read_only,
    maxConnections: row.max_connections,
    usedConnections: row.used_connections,
    aheadMs: Math.round(Number(row.ms) - (askedAt + tookMs / 2)),
    tookMs,
  };
}

async function readLines(session: MigrationSession, row: Row): Promise<Diagnosis['lines']> {
  if (!row.has_lines) return null;
  // As JSON, because in the tables of an earlier release the column `removed_at` may be missing.
  const text = `select to_jsonb(l) as line, (count(*) over ())::int as count from lines l
    where to_jsonb(l) ->> 'removed_at' is null order by name, id limit ${maxLines}`;
  const rows = await session.query(text);
  return {
    count: Number(rows[0]?.count ?? 0),
    first: rows.map(({ line }) => line as Record<string, unknown>),
  };
}
