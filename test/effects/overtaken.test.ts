import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryOnce } from '../faults/stage.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

it('a rejection that waits to be sent again is not, once the caller has hung up', async () => {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  const headers = { 'retry-after': '5' };
  t.simulator.fault('reject', { is: 'status', status: 429, headers });
  const answer = await get(t.url, t.key, rejectCall, { id });
  expect(answer).toEqual({ rejectCall: { rejection: { state: 'SENDING' } } });
  t.simulator.hangUp(id);
  await t.simulator.webhooks.settled();

  expect(await historyOf(t.url, t.key, id)).toEqual([
    'RANG by PILOT_STATUS: RINGING',
    'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
    'MISSED by PILOT_STATUS: MISSED, rejection ALREADY_OVER',
  ]);
  const effects = 'select kind, state, attempts from effects';
  expect(await queryOnce(t.databaseUrl, effects)).toEqual([
    { kind: 'reject', state: 'SETTLED', attempts: 1 },
  ]);
});
