import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

let t: TestApp;
let simulator: PilotStatusSimulator;
let line: TestLine;

beforeAll(async () => {
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  simulator = await startPilotStatusSimulator();
  const { apiKey, url: baseUrl } = simulator;
  line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
});
afterAll(async () => {
  await simulator.close();
  await t.stop();
});

const tell = (event: string, id: string, more: object = {}) =>
  postEvent(line.webhookUrl, {
    event,
    id,
    direction: 'INBOUND',
    peerNumber: '5511987654321',
    ...more,
  });

async function calls() {
  const query = '{ calls(first: 10) { nodes { id status endReason } } }';
  const answer = await get<{ calls: { nodes: { id: string; status: string }[] } }>(
    t.url,
    line.key,
    query,
  );
  return answer.calls.nodes;
}

it('an id that only a late answer tells names the call, although the call had been answered before', async () => {
  await tell('call.ringing', 'wacid.one');
  const [ringing] = await calls();
  const answered = Promise.withResolvers<void>();
  const body = { success: true, id: 'ps_one' };
  const then = { is: 'status', status: 200, body } as const;
  simulator.fault('reject', { is: 'held', until: answered.promise, then });
  const mutation = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
  const rejecting = get(t.url, line.key, mutation, { id: ringing?.id });
  await until(() => simulator.requests.some(({ operation }) => operation === 'reject'));
  await tell('call.connected', 'wacid.one');
  answered.resolve();
  await rejecting;
  const attempts = `query ($id: ID!) { call(id: $id) { rejection { attempts { outcome } } } }`;
  await until(async () =>
    JSON.stringify(await get(t.url, line.key, attempts, { id: ringing?.id })).includes('DONE'),
  );
  await tell('call.ended', 'ps_one', { status: 'COMPLETED' });
  expect(await calls()).toEqual([{ id: ringing?.id, status: 'ENDED', endReason: 'COMPLETED' }]);
});
