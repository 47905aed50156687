import { identifier, literal, type MigrationSession } from './session.ts';
import { type IndexChange, indexChange } from './steps.ts';

/**
 * Builds and drops indexes without blocking writes. Indexes are dropped last, so that the previous release, which may still run,
 * has them while others are built. It is safe to repeat: a complete index is kept, and the rest of a failed build is dropped.
 */
export async function changeIndexes(
  session: MigrationSession,
  statements: readonly string[],
): Promise<void> {
  // A step of this kind has no other statements, for which `indexChange` returns null.
  const changes = statements.map(indexChange).filter((change) => change !== null);
  const created = changes.filter(({ is }) => is === 'create');
  const dropped = changes.filter(({ is }) => is === 'drop').map(({ name }) => name);
  for (const change of created) {
    if (dropped.includes(change.name)) await replace(session, change);
    else await build(session, change, change.name);
  }
  const names = new Set(created.map(({ name }) => name));
  for (const name of dropped) if (!names.has(name)) await drop(session, name);
}

/** Builds the new index under another name, so that the existing index of the same name is used until the new one is complete. */
async function replace(session: MigrationSession, change: IndexChange): Promise<void> {
  const next = `${change.name}_next`;
  await build(session, change, next);
  await drop(session, change.name);
  await session.run(`alter index ${identifier(next)} rename to ${identifier(change.name)}`);
}

async function build(session: MigrationSession, change: IndexChange, name: string): Promise<void> {
  const state = await stateOf(session, name);
  if (state === 'complete') return;
  if (state === 'broken') await drop(session, name);
  await session.run(change.textFor(name));
}

async function drop(session: MigrationSession, name: string): Promise<void> {
  if ((await stateOf(session, name)) === 'absent') return;
  await session.run(`drop index concurrently ${identifier(name)}`);
}

async function stateOf(
  session: MigrationSession,
  name: string,
): Promise<'absent' | 'broken' | 'complete'> {
  const [found] = await session.query(
    `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relname = ${literal(name)}
       and c.relnamespace = (select oid from pg_namespace where nspname = current_schema())`,
  );
  if (!found) return 'absent';
  return found.valid === true ? 'complete' : 'broken';
}
