import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { queryOnce, terminate } from './stage.ts';

/** So many requests of one line at once; the others wait for their turn. */
const atOnce = 16;
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp({ leaseMs: 20_000, attemptTimeoutMs: 4000 });
  await t.another();
});
afterAll(() => t.stop());

async function ring(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => t.simulator.ring().id);
  await t.simulator.webhooks.settled();
  return ids;
}

const kindsOf = async (id: string) =>
  (await historyOf(t.url, t.key, id)).map((line) => line.split(' ')[0]);

it('who seems dead is left a second, to notice that it does', async () => {
  const [id = ''] = await ring(1);
  t.simulator.fault('reject', { is: 'hang' });
  const answer = get(t.url, t.key, rejectCall, { id });
  await until(() => t.simulator.requests.some(({ callId }) => callId === id));
  await terminate(t.databaseUrl, '%life');
  const apart = `select (max(started_at) - min(started_at)) >= interval '1 second' as apart from effect_attempts a
    join effects e on e.id = a.effect_id join calls c on c.id = e.call_id
    where c.provider_call_id = '${id}' having count(*) > 1`;
  const [attempts] = await until(async () => {
    const rows = await queryOnce<{ apart: boolean }>(t.databaseUrl, apart);
    return rows.length > 0 && rows;
  });
  expect(attempts?.apart).toBe(true);
  await answer;
});

it('a process that lost its session does not send what it had leased before: another may be about to', async () => {
  const [waiting = '', ...asked] = await ring(atOnce + 1);
  const requestsFor = (id: string) =>
    t.simulator.requests.filter(({ callId }) => callId === id).length;
  t.simulator.fault('reject', { is: 'slow', ms: 3000 }, atOnce);
  const answers = asked.map((id) => get(t.url, t.key, rejectCall, { id }));
  await until(() => asked.every((id) => requestsFor(id) === 1));
  answers.push(get(t.url, t.key, rejectCall, { id: waiting }));
  await until(async () => (await kindsOf(waiting)).includes('REJECT_REQUESTED'));
  await terminate(t.databaseUrl, '%life');
  await until(async () => (await kindsOf(waiting)).includes('REJECTED'));
  await Promise.all(answers);
  await t.simulator.webhooks.settled();
  expect(requestsFor(waiting)).toBe(1);
});
