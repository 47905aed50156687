import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { reading } from '../../../src/db/connection/statement.ts';
import { createDatabase } from '../../support/database.ts';

const statementTimeoutMs = 400;
let db: Database;
beforeAll(async () => {
  const url = await createDatabase();
  db = await openDatabase(
    { is: 'postgres', url, directUrl: url, poolSize: 1 },
    {},
    { statementTimeoutMs },
  );
});
afterAll(() => db.close());

/** Nothing else runs in this process meanwhile. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

it('an answer that arrives while the process stands still beyond the timeout counts', async () => {
  const atOnce = reading('answers_at_once', sql`select 1 as one`);
  await db.run(atOnce);
  const answer = db.run(atOnce);
  // The driver sends in the next turn.
  for (let turns = 0; turns < 3; turns++) await turn();
  standStill(3 * statementTimeoutMs);
  expect(await answer).toEqual([{ one: 1 }]);
});
