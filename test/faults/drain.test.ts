import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWelcomeSocket, subscribe } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';
import { type ServiceProcess, startService } from './service-process.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;
const watch = 'subscription { callEvents { cursor } }';

// `test/slow/drain.test.ts` has what else such a process does.
describe('a process that is told to end', () => {
  let t: TestApp;
  let service: ServiceProcess;

  beforeAll(async () => {
    t = await startTestApp();
    // In the first fifth of it no socket is closed: long enough to see that the process is not ready.
    service = await startService(t.databaseUrl, 3000);
  });
  afterAll(async () => {
    await service.child.kill('SIGKILL');
    await t.stop();
  });

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

  it('is not ready first, then closes its sockets with 1012, ends what is under way, and ends with 0', async () => {
    const { child, url } = service;
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () => openWelcomeSocket(`${url.replace('http', 'ws')}/ws`, t.key)),
    );
    for (const socket of sockets) socket.say(subscribe('1', watch));
    const id = await ring();

    const ended = child.kill('SIGTERM');
    const happened: string[] = [];
    for (const { closed } of sockets)
      void closed.then(({ code }) => happened.push(`closed ${code}`));
    await until(async () => (await statusOf(url)) === 503 && happened.push('not ready'));
    // Asked amid the drain, and answered after it: the whole drain may take longer than an attempt.
    await until(() => happened.length > sockets.length / 2);
    t.simulator.fault('reject', {
      is: 'held',
      until: Promise.all(sockets.map(({ closed }) => closed)),
    });
    const rejecting = get(url, t.key, rejectCall, { id });
    expect(await rejecting).toEqual({ rejectCall: { rejection: { state: 'CONFIRMED' } } });
    expect(await ended).toBe(0);
    expect(happened[0]).toBe('not ready');
    expect(happened.slice(1)).toEqual(sockets.map(() => 'closed 1012'));
    expect(requestsFor(id)).toBe(1);
  });
});
