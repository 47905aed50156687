import postgres from 'postgres';

/** Past the service: what the database itself says. */
export async function queryOnce<Row>(databaseUrl: string, text: string): Promise<Row[]> {
  const sql = postgres(databaseUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    return (await sql.unsafe(text)) as unknown as Row[];
  } finally {
    await sql.end({ timeout: 2 });
  }
}
