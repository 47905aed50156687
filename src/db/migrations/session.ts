import type { PGlite } from '@electric-sql/pglite';
import postgres from 'postgres';

export type Row = Readonly<Record<string, unknown>>;

/** One session of the database. `run` takes several statements, which are one transaction even without `begin`. */
export interface MigrationSession {
  readonly is: 'postgres' | 'embedded';
  query(text: string, values?: (string | null)[]): Promise<readonly Row[]>;
  run(text: string): Promise<void>;
}

/** Opens a session while `work` runs. If `schema` is null, the first schema of the role's search path is used. */
export async function withSession<Done>(
  url: string,
  schema: string | null,
  work: (session: MigrationSession) => Promise<Done>,
): Promise<Done> {
  const client = postgres(url, {
    max: 1,
    // The driver must not replace the connection: the settings and the advisory lock of a migration belong to its session.
    max_lifetime: null,
    onnotice: () => {},
    connect_timeout: 10,
    connection: { application_name: 'calls-subgraph migrations' },
  });
  try {
    // The search path is not a parameter of the connection, because a pooler may refuse such a parameter.
    if (schema !== null) await client.unsafe(`set search_path = ${identifier(schema)}`);
    return await work({
      is: 'postgres',
      query: (text, values = []) => client.unsafe(text, values),
      async run(text) {
        // Only the simple protocol takes several statements in one message.
        await client.unsafe(text).simple();
      },
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

export function embeddedSession(client: PGlite): MigrationSession {
  return {
    is: 'embedded',
    query: async (text, values = []) => (await client.query<Row>(text, values)).rows,
    async run(text) {
      await client.exec(text);
    },
  };
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The server answered with this error. Its codes have five characters, at least one of them a digit, unlike those of a broken connection. */
export function isOfServer(error: unknown): boolean {
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(codeOf(error) ?? '');
}
