import { randomInt } from 'node:crypto';
import postgres from 'postgres';
import { expect, it } from 'vitest';
import { applyStep } from '../../../src/db/migrations/apply-step.ts';
import { withSession } from '../../../src/db/migrations/session.ts';
import type { Step } from '../../../src/db/migrations/steps.ts';
import { terminate } from '../../faults/stage.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

/** In this database: in those of other tests, copies of one template, the table has the same number. */
const holdsCalls = `select from pg_locks where granted and mode = 'AccessExclusiveLock'
  and relation = 'calls'::regclass
  and database = (select oid from pg_database where datname = current_database())`;

const addColumns: Step = {
  ...{ name: 'more columns', entries: [], hash: '', is: 'transaction' },
  statements: ['calls', 'callers'].map((table) => `alter table "${table}" add column more text;`),
};

it('a change of two tables makes way for a statement that reads them in the other order', async () => {
  const url = await createDatabase();
  // Or else the server would resolve the deadlock after a second, and cancel either of the two.
  const database = new URL(url).pathname.slice(1);
  await queryOnce(url, `alter database ${database} set deadlock_timeout = '1h'`);
  const reader = postgres(url, { max: 1, connection: { statement_timeout: 10_000 } });
  await reader.unsafe('begin; select from callers');
  const waits: string[] = [];
  const settings = { waitMs: 20_000, onWaiting: (reason: string) => waits.push(reason) };
  const applied = withSession(url, null, (session) => applyStep(session, addColumns, settings));
  await until(async () => (await queryOnce(url, holdsCalls)).length > 0);
  const read = await reader.unsafe('select from calls');
  await reader.unsafe('commit');
  await reader.end();
  expect(read).toEqual([]);
  expect(await applied).toBeGreaterThan(1);
  expect(waits[0]).toMatch(/^the migration more columns waits for a lock that /);
});

it('a change that gets no lock names the session that holds it, and none of another database', async () => {
  const urls = [await createDatabase(), await createDatabase()];
  const holders = urls.map((url) => postgres(url, { max: 1 }));
  for (const holder of holders) await holder.unsafe('begin; lock table callers');
  const [here] = (await holders[0]?.unsafe('select pg_backend_pid() as pid')) ?? [];
  const settings = { waitMs: 0, onWaiting: () => {} };
  const applied = withSession(urls[0] ?? '', null, (session) =>
    applyStep(session, addColumns, settings),
  );
  await expect(applied).rejects.toThrow(
    `got no lock within 0 s, because of session ${here?.pid} (postgres.js, callers). The step`,
  );
  await Promise.all(holders.map((holder) => holder.end()));
});

it('a change whose session ends, where no other is admitted, fails because it ended', async () => {
  const adminUrl = await createDatabase();
  const role = `migrator_${randomInt(1e9)}`;
  await queryOnce(adminUrl, `create role ${role} login password 's'`);
  const { href: url } = Object.assign(new URL(adminUrl), { username: role, password: 's' });
  const slow: Step = { ...addColumns, statements: ['select pg_sleep(600)'] };
  const settings = { waitMs: 0, onWaiting: () => {} };
  const applied = withSession(url, null, (session) => applyStep(session, slow, settings));
  const failed = expect(applied).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  const sleeps = `select from pg_stat_activity where usename = '${role}' and wait_event = 'PgSleep'`;
  await until(async () => (await queryOnce(adminUrl, sleeps)).length > 0);
  await queryOnce(adminUrl, `alter role ${role} connection limit 0`);
  await terminate(adminUrl, '%migrations');
  await failed;
});
