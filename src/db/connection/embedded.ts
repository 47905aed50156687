import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PGlite } from '@electric-sql/pglite';
import { enterWall } from '../migrations/wall.ts';
import type { Driver } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { ownerWithoutLock } from './liveness.ts';

/** PGlite, which is PostgreSQL as WebAssembly, takes 128 MB by default and writes to all of it at the start. */
const smallServer = ['-c', 'shared_buffers=16MB'];

/**
 * PostgreSQL inside this process, for one process at a time. Data survives a crash of the process, but not a power
 * failure: it does not fsync. Statements on behalf of one tenant run as `tenantRole`; null: there is no wall between tenants.
 */
export async function openEmbedded(directory: string): Promise<{
  client: PGlite;
  driverWith: (tenantRole: string | null) => Driver;
}> {
  makePrivate(directory);
  const data = join(directory, 'pgdata');
  const unlock = lockDirectory(directory);
  try {
    // The optimising compiler needs half a gigabyte for PGlite's largest functions. Without it a query takes 50 % longer.
    setFlagsFromString('--no-wasm-tier-up');
    setFlagsFromString('--no-wasm-dynamic-tiering');
    const { PGlite } = await import('@electric-sql/pglite');
    const isNew = !existsSync(data);
    const startParams = [...PGlite.defaultStartParams, ...smallServer];
    const client = await PGlite.create(data, { startParams });
    makeFilesPrivate(directory);
    if (isNew) collectGarbage();
    return { client, driverWith: (tenantRole) => embeddedDriver(client, unlock, tenantRole) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Frees a quarter of a gigabyte that the creation of the first files took. An idle process would not collect it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** Earlier releases created the directory with other permissions. A volume that belongs to another user is left unchanged. */
function makePrivate(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (statSync(directory).uid === process.getuid?.()) chmodSync(directory, 0o700);
}

/** PGlite creates the files of a new database with permissions of its own. Later files follow the umask of the process. */
function makeFilesPrivate(directory: string): void {
  for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    const file = join(directory, path);
    const { mode, uid } = statSync(file);
    if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, mode & 0o700);
  }
}

function embeddedDriver(client: PGlite, unlock: () => void, tenantRole: string | null): Driver {
  // The name under which this process holds leases. No other process could take them over, so it needs no lock.
  const owner = ownerWithoutLock(randomUUID());
  return {
    kind: 'embedded',
    owner: () => owner,
    async query(text, values) {
      const result = await client.query(text, values);
      return result.rows;
    },
    ...(tenantRole !== null && {
      // The session belongs to a superuser, whom row-level security does not restrict. It restricts the role of tenants.
      async queryOfTenant(tenantId, text, values) {
        return await client.transaction(async (transaction) => {
          await transaction.exec(enterWall(tenantRole, tenantId));
          return (await transaction.query(text, values)).rows;
        });
      },
    }),
    // The database is used by this process alone, so there is no other process to notify, and no connection that a timeout makes suspect.
    async notifyJournal() {},
    async onJournalNotify() {},
    onTimeout() {},
    async close() {
      await client.close();
      unlock();
    },
  };
}
