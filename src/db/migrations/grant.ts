import { identifier, type MigrationSession } from './session.ts';

/** What a role needs to serve: to read and write rows, of tables to come as well, and nothing else. */
export async function grantServing(session: MigrationSession, role: string): Promise<void> {
  const [row] = await session.query('select current_schema() as schema');
  const schema = identifier(String(row?.schema));
  const to = `to ${identifier(role)}`;
  const rows = 'select, insert, update, delete on';
  await session.run(
    [
      `grant usage on schema ${schema} ${to}`,
      `grant ${rows} all tables in schema ${schema} ${to}`,
      `alter default privileges in schema ${schema} grant ${rows} tables ${to}`,
    ].join(';\n'),
  );
}
