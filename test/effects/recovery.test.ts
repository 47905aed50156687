import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { startAppProcess } from '../faults/service-process.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { get } from '../support/client.ts';
import { metricsText } from '../support/metrics.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';

const timing = { leaseMs: 1200, attemptTimeoutMs: 500 };
const rejectCall = `mutation ($id: ID!, $followUp: CallFollowUpInput) {
  rejectCall(id: $id, followUp: $followUp) { ... on CallRejected { rejection { state } } } }`;

describe('work that a process leaves behind when it is killed', () => {
  let t: TestApp;
  let child: Child;
  let childUrl: string;
  let survivor: App;
  /** Nobody here waits until such a lease ends: that its owner is dead must be seen. */
  const longLease = { leaseMs: 120_000, attemptTimeoutMs: 20_000 };

  beforeAll(async () => {
    t = await startTestApp({ ...longLease, ringLimitMs: 300_000 });
    await t.app.stop();
    ({ child, url: childUrl } = await startAppProcess(t.databaseUrl, { overrides: longLease }));
    t.simulator.tell({ url: t.webhookUrl.replace(t.url, childUrl) });
  });
  afterAll(async () => {
    await child.kill('SIGKILL');
    await t.stop();
  });

  const sent = (operation: string) =>
    t.simulator.requests.filter((request) => request.operation === operation).length;

  it('is finished by another: the reject is sent again, a text that may have been sent is not', async () => {
    const rejecting = await ringAndReject('reject');
    const ended = await ringAndReject('reject');
    t.simulator.hangUp(ended.id);
    await t.simulator.webhooks.settled();
    const texting = await ringAndReject('send');
    await until(() => sent('send') === 1 && sent('reject') === 3);
    await child.kill('SIGKILL');
    await Promise.all([rejecting.answer, ended.answer, texting.answer]);

    survivor = await t.another();
    const { url } = survivor;
    t.simulator.tell({ url: t.webhookUrl.replace(t.url, url) });
    await until(async () => (await historyOf(url, t.key, rejecting.id)).length >= 3);
    await until(async () =>
      (await historyOf(url, t.key, texting.id)).some((line) => line.startsWith('FOLLOW_UP')),
    );

    expect((await historyOf(url, t.key, rejecting.id)).slice(0, 3)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    // The provider's event may come before its answer, which is awaited here.
    await until(async () => JSON.stringify(await detailsOf(url, rejecting.id)).includes('DONE'));
    expect(await detailsOf(url, rejecting.id)).toEqual({
      attempts: [
        { number: 1, request: 'UNKNOWN', outcome: null },
        { number: 2, request: 'SENT', outcome: 'DONE' },
      ],
      followUp: null,
    });
    expect(await historyOf(url, t.key, texting.id)).toContain(
      'FOLLOW_UP_NOT_SENT by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    );
    expect(await detailsOf(url, texting.id)).toMatchObject({
      followUp: { state: 'UNKNOWN', problem: { kind: 'NO_ANSWER' } },
    });
    await until(async () => (await historyOf(url, t.key, ended.id)).length >= 4);
    expect(await detailsOf(url, ended.id)).toMatchObject({
      attempts: [
        { number: 1, request: 'UNKNOWN', outcome: null },
        { number: 2, request: 'NOT_SENT', outcome: 'NOT_DONE' },
      ],
    });
    expect([sent('reject'), sent('send')]).toEqual([4, 1]);
  });

  /** Rejects a call at the process that will die, and lets the provider hang at this operation. */
  async function ringAndReject(hangsAt: 'reject' | 'send') {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    t.simulator.fault(hangsAt, { is: 'hang' });
    const followUp = hangsAt === 'send' ? { text: 'Please write to us.' } : undefined;
    const before = sent('reject');
    const answer = get(childUrl, t.key, rejectCall, { id, followUp }).catch(() => 'never came');
    await until(() => sent('reject') > before);
    return { id, answer };
  }

  async function detailsOf(url: string, id: string): Promise<object> {
    const query = `query ($id: ID!) { call(id: $id) {
      rejection { attempts { number request outcome } followUp { state problem { kind } } } } }`;
    const { call } = await get<{ call: { rejection: object } }>(url, t.key, query, { id });
    return call.rejection;
  }
});

describe('a ring that nobody tells the end of', () => {
  let t: TestApp;
  let aheadMs = 0;
  /** How often each of the two processes has looked for calls whose time to ring is over. */
  const looks = [0, 0];
  const looking = (process: number) => ({
    observeStatement({ name }: { name: string }) {
      if (name === 'calls_past_ring_limit') looks[process] = (looks[process] ?? 0) + 1;
    },
  });

  beforeAll(async () => {
    const now = () => new Date(Date.now() + aheadMs);
    t = await startTestApp({ ...timing, now, ...looking(0) });
    await t.another(looking(1));
  });
  afterAll(() => t.stop());
  afterEach(() => {
    aheadMs = 0;
    t.simulator.clearFaults();
  });

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  }

  it('is MISSED once, as two processes conclude', async () => {
    const ids = [await ring(), await ring(), await ring()];
    aheadMs = 46_000;
    for (const id of ids) {
      await until(async () => (await historyOf(t.url, t.key, id)).length > 1);
    }
    // Each process looks twice more: the first look may have begun before, the second finds what it would conclude.
    const before = [...looks];
    await until(() => looks.every((count, process) => count >= (before[process] ?? 0) + 2));
    for (const id of ids) {
      expect(await historyOf(t.url, t.key, id)).toEqual([
        'RANG by PILOT_STATUS: RINGING',
        'MISSED by calls subgraph: MISSED',
      ]);
    }
  });

  it('while its rejection is without an answer: the rejection is EXPIRED, with an alarm', async () => {
    const id = await ring();
    t.simulator.fault('reject', { is: 'hang' }, 'always');
    // Nor does the provider say how the call stands.
    t.simulator.fault('read', { is: 'status', status: 500 }, 'always');
    const answer = await get(t.url, t.key, rejectCall, { id });
    expect(answer).toEqual({ rejectCall: { rejection: { state: 'SENDING' } } });
    const rejects = () => t.simulator.requests.filter(({ operation }) => operation === 'reject');
    // A process that was stopped for the whole time of its first attempt has sent nothing yet, and the call would be MISSED.
    await until(() => rejects().length > 0);
    aheadMs = 46_000;
    await until(async () => (await historyOf(t.url, t.key, id)).length > 2);
    expect(await historyOf(t.url, t.key, id)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECT_EXPIRED by calls subgraph: ENDED, rejection EXPIRED',
    ]);
    const alarms = () => t.logged.filter((line) => line.includes('a rejection expired'));
    await until(() => alarms().length > 0);
    expect(alarms()).toHaveLength(1);
    const asked = rejects().length;
    t.simulator.clearFaults();
    await until(async () => !(await hasOpenEffects()));
    expect(rejects()).toHaveLength(asked);
  });

  it('has a text that comes too late to make sense: it is not sent', async () => {
    const id = await ring();
    const headers = { 'retry-after': '1' };
    t.simulator.fault('send', { is: 'status', status: 429, headers });
    const followUp = { text: 'Please write to us.' };
    await get(t.url, t.key, rejectCall, { id, followUp });
    await until(() => t.simulator.requests.some(({ operation }) => operation === 'send'));
    await t.simulator.webhooks.settled();
    aheadMs = 31_000;
    await until(async () =>
      (await historyOf(t.url, t.key, id)).some((line) => line.startsWith('FOLLOW_UP')),
    );
    expect((await historyOf(t.url, t.key, id)).at(-1)).toBe(
      'FOLLOW_UP_NOT_SENT by calls subgraph: REJECTED, rejection CONFIRMED',
    );
    expect(t.simulator.messages).toEqual([]);
  });

  async function hasOpenEffects(): Promise<boolean> {
    const metrics = await metricsText(t.url);
    return !/^calls_effects_under_way 0$/m.test(metrics);
  }
});
