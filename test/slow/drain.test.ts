import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceProcess, startService } from '../faults/service-process.ts';
import { openWelcomeSocket } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

describe('a process that is told to end', () => {
  let t: TestApp;
  const started: ServiceProcess[] = [];

  beforeAll(async () => {
    t = await startTestApp();
  });
  afterEach(() => t.simulator.clearFaults());
  afterAll(async () => {
    await Promise.all(started.map(({ child }) => child.kill('SIGKILL')));
    await t.stop();
  });

  async function start(drainMs: number): Promise<ServiceProcess> {
    const service = await startService(t.databaseUrl, drainMs);
    started.push(service);
    return service;
  }

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  }

  const statusOf = (url: string) =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status,
      () => 'gone' as const,
    );
  const requestsFor = (id: string) =>
    t.simulator.requests.filter(({ callId }) => callId === id).length;

  it('hands over at once what its provider does not answer', async () => {
    const { child, url } = await start(0);
    const id = await ring();
    t.simulator.fault('reject', { is: 'hang' });
    const rejecting = get(url, t.key, rejectCall, { id }).catch(() => 'never came');
    await until(() => requestsFor(id) === 1);
    expect(await child.kill('SIGTERM')).toBe(0);
    await rejecting;
    await until(async () => (await historyOf(t.url, t.key, id)).length >= 3);
    expect((await historyOf(t.url, t.key, id)).slice(0, 3)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    expect(requestsFor(id)).toBe(2);
  });

  it('twice ends now, whatever is under way', async () => {
    const { child, url } = await start(60_000);
    const socket = await openWelcomeSocket(`${url.replace('http', 'ws')}/ws`, t.key);
    child.process.kill('SIGTERM');
    await until(async () => (await statusOf(url)) === 503);
    expect(await child.kill('SIGTERM')).toBe(1);
    await socket.closed;
  });

  it('ends what a policy has begun, which no client waits for', async () => {
    const { child, url } = await start(0);
    await setPerimeter(t, t.lineId, { policies: [{ vipPerimeter: { tiers: ['premium'] } }] });
    t.simulator.tell({ url: t.webhookUrl.replace(t.url, url) });
    t.simulator.fault('reject', { is: 'slow', ms: 800 });
    const id = await ring();
    await until(() => requestsFor(id) === 1);
    expect(await child.kill('SIGTERM')).toBe(0);

    const query = `query ($id: ID!) { call(id: $id) { rejection { state attempts { number outcome } } } }`;
    expect(await get(t.url, t.key, query, { id })).toEqual({
      call: { rejection: { state: 'CONFIRMED', attempts: [{ number: 1, outcome: 'DONE' }] } },
    });
    expect(requestsFor(id)).toBe(1);
  });
});
