import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { terminate } from './stage.ts';

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
