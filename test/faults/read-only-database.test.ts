import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { ringOnce, ringUntilTaken, terminate } from './stage.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp({ limits: { statementTimeoutMs: 1000 } });
});
afterAll(() => t.stop());

/** As a standby is that answers in the place of a server that was taken away. Sessions that have begun stay as they are. */
const newSessions = (what: 'only read' | 'write') =>
  queryOnce(
    t.databaseUrl,
    `begin read write; do $$ begin execute format('alter database %I set default_transaction_read_only = ${
      what === 'write' ? 'off' : 'on'
    }', current_database()); end $$; commit`,
  );

it('a database that only reads: webhooks get 503, wishes UNAVAILABLE, and all goes on once it writes', async () => {
  const { id } = t.simulator.ring();
  await until(async () => (await historyOf(t.url, t.key, id)).length === 1);
  await newSessions('only read');
  await terminate(t.databaseUrl, 'calls-subgraph');
  await until(async () => (await ringOnce(t.webhookUrl, 'call_AT_STANDBY')).status !== 200);

  const { status, retryAfter } = await ringOnce(t.webhookUrl, 'call_AT_STANDBY_TOO');
  const { errors } = await ask(t.url, t.key, rejectCall, { id });
  await newSessions('write');

  expect([status, retryAfter]).toEqual([503, '1']);
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAVAILABLE']);
  expect((await ringUntilTaken(t.webhookUrl, 'call_AT_STANDBY_TOO')).at(-1)).toBe(200);
  expect(await get(t.url, t.key, rejectCall, { id })).toEqual({
    rejectCall: { rejection: { state: 'CONFIRMED' } },
  });
});
