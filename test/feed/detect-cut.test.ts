import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, DatabaseUnavailableError } from '../../src/db/connection/database.ts';
import { openDatabase } from '../../src/db/connection/open-database.ts';
import { beginEpoch } from '../../src/db/epoch.ts';
import { readTail } from '../../src/db/journal/journal-tail.ts';
import { detectCuts } from '../../src/feed/detect-cut.ts';
import { createRingBuffer } from '../../src/feed/ring-buffer.ts';
import { createDatabase } from '../support/database.ts';

let db: Database;

beforeAll(async () => {
  const url = await createDatabase();
  db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 2 });
});
afterAll(() => db.close());

it('finds a restore also if an outage cut off its first look at the journal', async () => {
  let outages = 1;
  const unsteady: Database = {
    ...db,
    run(statement, parameters) {
      if (statement.name !== 'journal_end' || outages-- === 0) return db.run(statement, parameters);
      return Promise.reject(new DatabaseUnavailableError('the connection was lost'));
    },
  };
  const { watermark } = await readTail(db, { epoch: 0, xid: 0n, id: 0n }, 0);
  // An entry that the server has lost, in an epoch that is over.
  const buffer = createRingBuffer({ ...watermark, id: 1n }, 10);
  let cuts = 0;
  const mustReadAgain = detectCuts(unsteady, buffer, () => cuts++);
  await beginEpoch(db);
  const read = async () => mustReadAgain(await readTail(db, buffer.end, 10));

  await expect(read()).rejects.toThrow('the connection was lost');
  expect([await read(), cuts]).toEqual([true, 1]);
  expect([await read(), cuts]).toEqual([false, 1]);
});
