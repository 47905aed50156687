import { identifier, type MigrationSession } from './session.ts';
import { membersOf } from './wall.ts';
import { readWall } from './wall-state.ts';

/** What the service does with the rows of its tables. */
export const rightsToServe = ['select', 'insert', 'update', 'delete'] as const;

/** Grants a role only what the service needs: to read and write rows, also of tables that later migrations create. */
export async function grantServing(session: MigrationSession, role: string): Promise<void> {
  const [row] = await session.query('select current_schema() as schema');
  const schema = identifier(String(row?.schema));
  const to = `to ${identifier(role)}`;
  const rows = `${rightsToServe.join(', ')} on`;
  await session.run(
    [
      `grant usage on schema ${schema} ${to}`,
      `grant ${rows} all tables in schema ${schema} ${to}`,
      `alter default privileges in schema ${schema} grant ${rows} tables ${to}`,
    ].join(';\n'),
  );
}

/** Lets a role serve tenants behind the wall between them (row-level security), where there is one. */
export async function admitToWall(session: MigrationSession, role: string): Promise<void> {
  const wall = await readWall(session);
  if (!wall.exists) return;
  // Whoever has this role may become the role of tenants.
  await session.run(`grant ${identifier(membersOf(wall.role))} to ${identifier(role)}`);
}
