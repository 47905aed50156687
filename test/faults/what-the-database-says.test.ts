import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { queryOnce } from '../support/query-once.ts';
import { journalOf, ringOnce, ringUntilTaken } from './stage.ts';

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

/** The next so many writes fail; a sequence counts also what is rolled back. */
const failWith = (code: string, times: number) =>
  queryOnce(
    t.databaseUrl,
    `drop trigger if exists fail on journal;
     drop sequence if exists failures;
     create sequence failures;
     create or replace function fail() returns trigger language plpgsql as $$ begin
       if nextval('failures') <= ${times} then raise exception 'as told' using errcode = '${code}'; end if;
       return new; end $$;
     create trigger fail before insert on journal for each row execute function fail()`,
  );

it.each([
  ['a deadlock', '40P01'],
  ['a serialization failure', '40001'],
])('%s is a lost race: nothing was written, and it is written again at once', async (_, code) => {
  await failWith(code, 2);
  expect((await ringOnce(t.webhookUrl, `call_RACE_${code}`)).status).toBe(200);
  const journal = await journalOf(t.databaseUrl);
  expect(journal.filter((entry) => entry.startsWith(`call_RACE_${code}`))).toEqual([
    `call_RACE_${code} RANG`,
  ]);
});

it.each([
  ['is out of memory', '53200'],
  ['has too many connections', '53300'],
  ['is starting', '57P03'],
  ['cannot read its disk', '58030'],
])('a database that %s cannot be asked now: webhooks get 503 and come again', async (_, code) => {
  await failWith(code, 6);
  const told = await ringUntilTaken(t.webhookUrl, `call_AGAIN_${code}`);
  expect(told.slice(0, 2)).toEqual([503, 503]);
  expect(told.at(-1)).toBe(200);
});
