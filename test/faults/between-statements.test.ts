import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { type ProxiedApp, startProxiedApp } from './stage.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;
const rejectWithText = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;

let app: ProxiedApp;
let isToCut = (_statement: string) => false;
let records = 0;

beforeAll(async () => {
  app = await startProxiedApp({
    leaseMs: 30_000,
    attemptTimeoutMs: 500,
    limits: { statementTimeoutMs: 1000 },
    observeStatement({ name }) {
      if (name === 'record') records++;
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
  app.t.simulator.webhooks.hold();
  app.t.simulator.fault('reject', { is: 'slow', ms: 200 });
  const answer = get(app.t.url, app.t.key, rejectCall, { id });
  await until(() => requestsFor(id) === 1);
  const sql = postgres(app.directUrl, { max: 1 });
  await sql.begin(async (transaction) => {
    await transaction`select 1 from calls where provider_call_id = ${id} for update`;
    const before = records;
    // It has had its time and was given up, twice.
    await until(() => records > before + 2);
  });
  await sql.end();
  expect(await answer).toEqual({ rejectCall: { rejection: { state: 'CONFIRMED' } } });
  app.t.simulator.webhooks.release('as-sent');
  await app.t.simulator.webhooks.settled();
  expect(requestsFor(id)).toBe(1);
});
