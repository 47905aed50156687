import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { failWrites } from './failing-writes.ts';
import { journalOf, ringOnce, ringUntilTaken } from './stage.ts';

let t: TestApp;

beforeAll(async () => {
  // No ring passes its limit meanwhile: its entry would be one of the writes that fail.
  t = await startTestApp({ ringLimitMs: 300_000 });
});
afterAll(() => t.stop());

it.each([
  ['a deadlock', '40P01'],
  ['a serialization failure', '40001'],
])('%s is a lost race: nothing was written, and it is written again at once', async (_, code) => {
  await failWrites(t.databaseUrl, { code, times: 2 });
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
  await failWrites(t.databaseUrl, { code, times: 6 });
  const told = await ringUntilTaken(t.webhookUrl, `call_AGAIN_${code}`);
  expect(told.slice(0, 2)).toEqual([503, 503]);
  expect(told.at(-1)).toBe(200);
});
