import { expect, it } from 'vitest';
import { openDatabase } from '../../src/db/connection/open-database.ts';
import { readHead } from '../../src/db/journal/journal-tail.ts';
import { makeFirstKey } from '../../src/start/first-key.ts';
import { createDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';

it('of processes that start at once on an empty database, one makes the tenant and its key', async () => {
  const url = await createDatabase();
  const choice = { is: 'postgres', url, directUrl: url, poolSize: 1 } as const;
  const processes = await Promise.all(Array.from({ length: 5 }, () => openDatabase(choice)));
  await Promise.all(processes.map(readHead));
  for (let round = 0; round < 10; round++) {
    // As a replica, because the audit log's trigger refuses to be emptied.
    await queryOnce(url, 'set session_replication_role = replica; truncate tenants cascade');
    const keys = await Promise.all(processes.map((db) => makeFirstKey(db)));
    expect(keys.filter((key) => key !== null)).toHaveLength(1);
  }
  await Promise.all(processes.map((db) => db.close()));
});
