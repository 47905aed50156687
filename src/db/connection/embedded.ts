import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
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
  mkdirSync(directory, { recursive: true });
  const unlock = lockDirectory(directory);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const client = await PGlite.create(join(directory, 'pgdata'));
    return { client, driver: embeddedDriver(client, unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

function embeddedDriver(client: PGlite, unlock: () => void): Driver {
  const owner = permanentOwner(randomUUID());
  return {
    kind: 'embedded',
    owner: () => owner,
    async query(text, values) {
      const result = await client.query(text, values);
      return result.rows;
    },
    // There is no other process.
    async notifyJournal() {},
    async onJournalNotify() {},
    onTimeout() {},
    async close() {
      await client.close();
      unlock();
    },
  };
}
