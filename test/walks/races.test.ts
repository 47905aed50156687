import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename
  ... on CallRejected { rejection { state } }
  ... on CallStillRinging { code retryAfterMs call { status } rejection { state problem { kind } } }
  ... on CallRejectionRefused { rejection { state problem { kind } } } } }`;

interface Answer {
  __typename: string;
  retryAfterMs?: number;
  rejection: { state: string; problem?: { kind: string } };
}

/** An event may come before the answer to our request, or after it: then nothing is new about it. */
const isNews = (line: string) => !line.startsWith('NOTED');

describe('a call', () => {
  let t: TestApp;
  let id: string;

  beforeAll(async () => {
    // No request is given up while a test holds its answer.
    t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 50_000 });
  });
  afterAll(() => t.stop());

  async function ring(): Promise<void> {
    id = t.simulator.ring().id;
    await t.simulator.webhooks.settled();
  }

  const reject = async () =>
    (await get<{ rejectCall: Answer }>(t.url, t.key, rejectCall, { id })).rejectCall;
  const history = () => historyOf(t.url, t.key, id);
  const requests = () => t.simulator.requests.filter((request) => request.callId === id).length;
  const historyOnce = (kind: string) =>
    until(async () => {
      const lines = (await history()).filter(isNews);
      return lines.some((line) => line.startsWith(kind)) && lines;
    });
  /** An event of this call, as the provider would post it. */
  async function post(event: string, fields: object = {}): Promise<void> {
    const body = { event, id, direction: 'INBOUND', peerNumber: '5511999990000', ...fields };
    await postEvent(t.webhookUrl, body);
  }

  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

  /** The provider answers a rejection when it has told what happened after the request. */
  async function rejectDuring(meanwhile: () => void): Promise<Answer> {
    await ring();
    const told = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'held', until: told.promise });
    const answer = reject();
    await until(() => requests() > 0);
    meanwhile();
    await t.simulator.webhooks.settled();
    told.resolve();
    return answer;
  }

  it('whose caller hangs up while it is being rejected is MISSED, and the rejection ALREADY_OVER', async () => {
    const { rejection } = await rejectDuring(() => t.simulator.hangUp(id));
    expect(rejection.state).toBe('ALREADY_OVER');
    expect(await history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      // It does not say by whom, so the answer to the request decides.
      'NOTED by PILOT_STATUS: REJECTING, rejection SENDING',
      'MISSED by PILOT_STATUS: MISSED, rejection ALREADY_OVER',
    ]);
    expect(requests()).toBe(1);
  });

  it('that is answered while it is being rejected is ANSWERED, and goes on', async () => {
    const { rejection } = await rejectDuring(() => t.simulator.answer(id));
    expect(rejection.state).toBe('ALREADY_OVER');
    t.simulator.hangUp(id);
    await t.simulator.webhooks.settled();
    expect(await history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'ANSWERED by PILOT_STATUS: ANSWERED, rejection ALREADY_OVER',
      'ENDED by PILOT_STATUS: ENDED, rejection ALREADY_OVER',
    ]);
  });

  it('whose end is told before our request is answered is REJECTED once', async () => {
    await ring();
    const told = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'process-then-held', until: told.promise });
    const answer = reject();
    await until(() => requests() > 0);
    await t.simulator.webhooks.settled();
    told.resolve();
    expect((await answer).rejection.state).toBe('CONFIRMED');
    // Until the answer nobody can say that it was our doing.
    expect(await history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'NOTED by PILOT_STATUS: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
  });

  it('of which every event comes three times has a history as if they came once', async () => {
    t.simulator.tell({ copies: 3 });
    await ring();
    t.simulator.answer(id);
    t.simulator.hangUp(id);
    await t.simulator.webhooks.settled();
    t.simulator.tell({ copies: 1 });
    expect(await history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'ANSWERED by PILOT_STATUS: ANSWERED',
      'ENDED by PILOT_STATUS: ENDED',
    ]);
  });

  it('of which one event comes ten times at once has it once', async () => {
    id = 'call_TEN_AT_ONCE';
    const createdAt = ago(0);
    await Promise.all(Array.from({ length: 10 }, () => post('call.ringing', { createdAt })));
    expect(await history()).toEqual(['RANG by PILOT_STATUS: RINGING']);
  });

  it('of which two first events come at once is one call', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      id = `call_TWO_FIRST_${n}`;
      await Promise.all([
        post('call.ringing', { createdAt: ago(10) }),
        post('call.ended', { createdAt: ago(0), status: 'COMPLETED' }),
      ]);
      const kinds = (await history()).map((line) => line.split(' ')[0]);
      expect(['RANG,ENDED', 'ENDED,NOTED']).toContain(kinds.join());
    }
  });

  it('of which we hear too late that it rang is over at once and cannot be rejected', async () => {
    id = 'call_HEARD_LATE';
    await post('call.ringing', { createdAt: ago(60_000) });
    expect((await reject()).rejection.state).toBe('ALREADY_OVER');
    expect(await history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'MISSED by PILOT_STATUS: MISSED',
      'REJECT_FOUND_CALL_OVER by agent: MISSED, rejection ALREADY_OVER',
    ]);
    expect(requests()).toBe(0);
  });

  it('whose id rings again, after it was over, is another call, and the first is the leg before it', async () => {
    id = 'call_USED_TWICE';
    await post('call.ringing', { createdAt: ago(9000) });
    await post('call.missed', { createdAt: ago(6000) });
    const asked = `query ($id: ID!) { call(id: $id) { id status previousLeg { id status } } }`;
    const first = await get<{ call: { id: string } }>(t.url, t.key, asked, { id });
    const again = { createdAt: ago(0) };
    await Promise.all([post('call.ringing', again), post('call.ringing', again)]);
    const second = await get<{ call: { id: string } }>(t.url, t.key, asked, { id });
    expect(second.call).toEqual({
      id: expect.not.stringMatching(first.call.id),
      status: 'RINGING',
      previousLeg: { id: first.call.id, status: 'MISSED' },
    });
    await post('call.ringing', { createdAt: ago(8000) });
    expect(await history()).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'NOTED by PILOT_STATUS: RINGING',
    ]);
  });

  it('of which we hear the end before the beginning stays over', async () => {
    t.simulator.webhooks.hold();
    id = t.simulator.ring().id;
    t.simulator.answer(id);
    t.simulator.hangUp(id);
    t.simulator.webhooks.release('reversed');
    await t.simulator.webhooks.settled();
    expect(await history()).toEqual([
      'ENDED by PILOT_STATUS: ENDED',
      'NOTED by PILOT_STATUS: ENDED',
      'NOTED by PILOT_STATUS: ENDED',
    ]);
  });

  it('whose rejection is refused rings on, and can be rejected again', async () => {
    await ring();
    t.simulator.fault('reject', {
      is: 'status',
      status: 409,
      body: { error: 'not connected', code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' },
    });
    expect(await reject()).toEqual({
      __typename: 'CallRejectionRefused',
      rejection: { state: 'REFUSED', problem: { kind: 'NOT_CONNECTED' } },
    });
    expect((await reject()).rejection.state).toBe('CONFIRMED');
    await t.simulator.webhooks.settled();
    expect((await history()).filter(isNews).slice(0, 5)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECT_REFUSED by PILOT_STATUS: RINGING, rejection REFUSED',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
  });

  it('whose provider answers 429 is rejected when Retry-After has passed', async () => {
    await ring();
    const headers = { 'retry-after': '1' };
    t.simulator.fault('reject', { is: 'status', status: 429, headers });
    expect((await reject()).rejection.state).toBe('SENDING');
    expect((await historyOnce('REJECTED')).slice(0, 3)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    const [first, second] = t.simulator.requests.filter((request) => request.callId === id);
    expect(Number(second?.at) - Number(first?.at)).toBeGreaterThanOrEqual(1000);
    expect(requests()).toBe(2);
  });

  it('whose provider answers its text with 429 is texted no sooner, and once', async () => {
    await ring();
    const headers = { 'retry-after': '1' };
    t.simulator.fault('send', { is: 'status', status: 429, headers });
    const before = t.simulator.requests.length;
    const withText = `mutation ($id: ID!) {
      rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
    await get(t.url, t.key, withText, { id });
    await historyOnce('FOLLOW_UP_SENT');
    const sends = t.simulator.requests
      .slice(before)
      .filter(({ operation }) => operation === 'send')
      .map(({ at }) => at.getTime());
    expect(sends).toHaveLength(2);
    expect((sends[1] ?? 0) - (sends[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('that was rejected although the answer was lost is CONFIRMED by the second request', async () => {
    await ring();
    t.simulator.webhooks.hold();
    t.simulator.fault('reject', { is: 'process-then-reset' });
    await reject();
    expect((await historyOnce('REJECTED')).slice(0, 3)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    expect(requests()).toBe(2);
    t.simulator.webhooks.release('as-sent');
    await t.simulator.webhooks.settled();
  });

  it('that was rejected although the answer was lost, and is then not found, is looked up: CONFIRMED', async () => {
    await ring();
    t.simulator.webhooks.hold();
    t.simulator.fault('reject', { is: 'process-then-reset' });
    t.simulator.fault('reject', { is: 'status', status: 404, body: { error: 'Call not found' } });
    await reject();
    expect(await historyOnce('REJECTED')).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    t.simulator.webhooks.release('as-sent');
    await t.simulator.webhooks.settled();
  });

  it('that was rejected although the answer was lost, and can then not be looked up, is taken for rejected until its provider says so', async () => {
    await ring();
    t.simulator.webhooks.hold();
    t.simulator.fault('reject', { is: 'process-then-reset' });
    t.simulator.fault('reject', { is: 'status', status: 404, body: { error: 'Call not found' } });
    t.simulator.fault('read', { is: 'status', status: 500 });
    await reject();
    expect(await historyOnce('REJECTED')).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by calls subgraph: REJECTED, rejection ACCEPTED',
    ]);
    const inferred =
      'query ($id: ID!) { call(id: $id) { inferred endReason rejection { inferred } } }';
    expect(await get(t.url, t.key, inferred, { id })).toEqual({
      call: { inferred: true, endReason: 'REJECTED_BY_US', rejection: { inferred: true } },
    });
    t.simulator.webhooks.release('as-sent');
    await t.simulator.webhooks.settled();
    expect((await history()).slice(3)).toEqual([
      'REJECT_CONFIRMED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    expect(await get(t.url, t.key, inferred, { id })).toEqual({
      call: { inferred: false, endReason: 'REJECTED_BY_US', rejection: { inferred: false } },
    });
  });
});

describe('a call whose rejection gets no answer', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  it('has it SENDING until it is settled by a second request', async () => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    const told = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'hang' });
    t.simulator.fault('reject', { is: 'held', until: told.promise });
    const { rejectCall: answer } = await get<{ rejectCall: Answer }>(t.url, t.key, rejectCall, {
      id,
    });
    expect(answer.rejection.state).toBe('SENDING');
    told.resolve();
    const history = await until(async () => {
      const lines = await historyOf(t.url, t.key, id);
      return lines.some((line) => line.startsWith('REJECTED')) && lines.filter(isNews);
    });
    expect(history).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    expect(t.simulator.requests.filter(({ callId }) => callId === id)).toHaveLength(2);
  });
});

describe('a call that its provider takes long not to find', () => {
  let t: TestApp;
  // An answer after a second leaves less of the lease than a whole attempt may take.
  beforeAll(async () => {
    t = await startTestApp({ attemptTimeoutMs: 10_000, leaseMs: 11_100 });
  });
  afterAll(() => t.stop());

  it('is looked up all the same, in the time that is left: it had been answered', async () => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    const then = { is: 'status', status: 404, body: { error: 'Call not found' } } as const;
    t.simulator.fault('reject', { is: 'held', until: sleep(1000), then });
    t.simulator.fault('read', { is: 'status', status: 200, body: { id, status: 'ACCEPTED' } });
    await get(t.url, t.key, rejectCall, { id });
    expect((await historyOf(t.url, t.key, id)).at(-1)).toBe(
      'ANSWERED by PILOT_STATUS: ANSWERED, rejection ALREADY_OVER',
    );
  });
});
