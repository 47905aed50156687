import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { failWrites } from './failing-writes.ts';
import { type ProxiedApp, startProxiedApp } from './stage.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;
const rejectWithText = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;

let app: ProxiedApp;
let isToCut = (_statement: string) => false;

beforeAll(async () => {
  app = await startProxiedApp({
    leaseMs: 30_000,
    attemptTimeoutMs: 2500,
    observeStatement({ name }) {
      if (!isToCut(name)) return;
      isToCut = () => false;
      app.proxy.reset();
    },
  });
});
afterEach(() => app.t.simulator.clearFaults());
afterAll(() => app.stop());

async function ring(): Promise<string> {
  const { id } = app.t.simulator.ring();
  await app.t.simulator.webhooks.settled();
  return id;
}

const requestsFor = (id: string) =>
  app.t.simulator.requests.filter(({ callId }) => callId === id).length;

it('a text whose line cannot be read just then was not tried yet, and is sent', async () => {
  const id = await ring();
  isToCut = (statement) => statement === 'line_by_id' && requestsFor(id) > 0;
  await get(app.t.url, app.t.key, rejectWithText, { id });
  const told = await until(async () => {
    const lines = await historyOf(app.t.url, app.t.key, id).catch(() => []);
    return lines.find((line) => line.startsWith('FOLLOW_UP'));
  });
  expect(told).toMatch(/^FOLLOW_UP_SENT /);
  expect(isToCut('line_by_id')).toBe(false);
  expect(app.t.simulator.messages).toHaveLength(1);
});

it('a wish that is recorded and cannot be read again just then is SENDING', async () => {
  const id = await ring();
  app.t.simulator.fault('reject', { is: 'hang' });
  isToCut = (statement) => statement === 'call_by_id' && requestsFor(id) > 0;
  const answer = await get(app.t.url, app.t.key, rejectCall, { id });
  expect(isToCut('call_by_id')).toBe(false);
  expect(answer).toEqual({ rejectCall: { rejection: { state: 'SENDING' } } });
});

it('an outcome that cannot be written just then is kept and written, and nobody is asked twice', async () => {
  const id = await ring();
  // More often than what is written is read back and tried again at once.
  await failWrites(app.directUrl, { code: '53200', times: 4, kind: 'REJECTED' });
  app.t.simulator.webhooks.hold();
  const answer = await get(app.t.url, app.t.key, rejectCall, { id });
  app.t.simulator.webhooks.release('as-sent');
  await app.t.simulator.webhooks.settled();
  expect(answer).toEqual({ rejectCall: { rejection: { state: 'CONFIRMED' } } });
  expect(requestsFor(id)).toBe(1);
});
