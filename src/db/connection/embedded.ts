import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Driver } from './database.ts';
import { lockDirectory } from './directory-lock.ts';
import { permanentOwner } from './liveness.ts';

/**
 * PostgreSQL inside this process, for one process at a time. Data survives a crash of the process, but not a power
 * failure: it does not fsync.
 */
export async function openEmbedded(directory: string): Promise<{ client: PGlite; driver: Driver }> {
  makePrivate(directory);
  const unlock = lockDirectory(directory);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const client = await PGlite.create(join(directory, 'pgdata'));
    makeFilesPrivate(directory);
    return { client, driver: embeddedDriver(client, unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Also a directory of an earlier release. A mounted volume of another user stays as it is. */
function makePrivate(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (statSync(directory).uid === process.getuid?.()) chmodSync(directory, 0o700);
}

/** PGlite gives the files of a new database modes of its own. Later files get theirs from the process's umask. */
function makeFilesPrivate(directory: string): void {
  for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    const file = join(directory, path);
    const { mode, uid } = statSync(file);
    if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(file, mode & 0o700);
  }
}

function embeddedDriver(client: PGlite, unlock: () => void): Driver {
  const listeners: (() => void)[] = [];
  const owner = permanentOwner(randomUUID());
  return {
    kind: 'embedded',
    owner: () => owner,
    async query(text, values) {
      const result = await client.query(text, values);
      return result.rows;
    },
    async notifyJournal() {
      for (const listener of listeners) listener();
    },
    async onJournalNotify(listener) {
      listeners.push(listener);
    },
    onTimeout() {},
    async close() {
      await client.close();
      unlock();
    },
  };
}
