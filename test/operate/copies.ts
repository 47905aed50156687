import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import type { Postgres } from '../support/postgres.ts';

/** A base backup of a server that goes on working: its directory. */
export async function backUp(server: Postgres): Promise<string> {
  const directory = join(mkdtempSync(join(tmpdir(), 'calls-backup-')), 'data');
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_backup_start('test', true)`;
    copyWhileWritten(server.data, directory);
    const [stopped] = await sql`select labelfile from pg_backup_stop(false)`;
    // What the server wrote into its log until the end of the backup.
    copyWhileWritten(join(server.data, 'pg_wal'), join(directory, 'pg_wal'));
    writeFileSync(join(directory, 'backup_label'), stopped?.labelfile);
    rmSync(join(directory, 'postmaster.pid'), { force: true });
    return directory;
  } finally {
    await sql.end();
  }
}

/** Files come and go meanwhile; those that the copy needs are named by the log. */
function copyWhileWritten(from: string, to: string): void {
  for (let tries = 0; ; tries++) {
    try {
      rmSync(to, { recursive: true, force: true });
      cpSync(from, to, { recursive: true, filter: (path) => existsSync(path) });
      return;
    } catch (error) {
      if (tries === 10) throw error;
    }
  }
}

/** A standby of the server, which has replayed all that the server had written. */
export function makeStandby(data: string, primary: Postgres): void {
  const source = `host=127.0.0.1 port=${primary.port} user=postgres password=${primary.password}`;
  execFileSync('touch', [join(data, 'standby.signal')]);
  rmSync(join(data, 'backup_label.old'), { force: true });
  writeFileSync(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
}

/** The rows of every table, into a database with the same tables: what dump and restore do. */
export async function dumpAndRestore(from: string, to: string): Promise<void> {
  const source = postgres(from, { max: 1, onnotice: () => {} });
  const target = postgres(to, { max: 1, onnotice: () => {} });
  try {
    await target`set session_replication_role = replica`;
    const tables = await source`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    const all = tables.map(({ name }) => `"${name}"`).join(', ');
    await target.unsafe(`truncate ${all}`);
    for (const { name } of tables) {
      const rows = await source.unsafe(`copy "${name}" to stdout`).readable();
      await pipeline(rows, await target.unsafe(`copy "${name}" from stdin`).writable());
    }
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}
