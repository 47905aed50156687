import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { ringOnce } from './stage.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;
const hourMs = 3_600_000;

describe('a process whose clock is an hour behind the others', () => {
  let t: TestApp;
  let behind: App;

  beforeAll(async () => {
    t = await startTestApp();
    behind = await t.another({ now: () => new Date(Date.now() - hourMs) });
  });
  afterAll(() => t.stop());

  const requestsFor = (id: string) =>
    t.simulator.requests.filter(({ callId }) => callId === id).length;

  it.each([
    ['rejects what another recorded', () => behind.url],
    ['leaves to another what that one has under way', () => t.url],
  ])('%s, once: leases are of the database’s time', async (_, urlOf) => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    t.simulator.fault('reject', { is: 'slow', ms: 1000 });
    expect(await get(urlOf(), t.key, rejectCall, { id })).toEqual({
      rejectCall: { rejection: { state: 'CONFIRMED' } },
    });
    await t.simulator.webhooks.settled();
    const history = await historyOf(t.url, t.key, id);
    expect(history.filter((line) => line.startsWith('REJECTED'))).toHaveLength(1);
    expect(requestsFor(id)).toBe(1);
  });

  it('takes rings for MISSED that go on elsewhere, and says that it inferred it: the provider’s word stands', async () => {
    const id = 'call_TOLD_TO_THE_ONE_BEHIND';
    await ringOnce(t.webhookUrl.replace(t.url, behind.url), id);
    const last = async () => (await historyOf(t.url, t.key, id)).at(-1);
    await until(async () => (await last()) === 'MISSED by calls subgraph: MISSED');
    const answered = JSON.stringify({ event: 'call.connected', id });
    expect((await fetch(t.webhookUrl, { method: 'POST', body: answered })).status).toBe(200);
    expect(await last()).toBe('ANSWERED by PILOT_STATUS: ANSWERED');
  });
});
