import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { get } from '../support/client.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { journalOf, type ProxiedApp, ringOnce, startProxiedApp } from './stage.ts';

const rejectCall = `mutation ($id: ID!, $key: String) { rejectCall(id: $id, idempotencyKey: $key) {
  __typename ... on CallRejected { replayed rejection { state } } } }`;
const rejectedOnce = [
  'RANG by PILOT_STATUS: RINGING',
  'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
  'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
];

describe('a commit whose acknowledgement is lost', () => {
  let app: ProxiedApp;
  let warm = 0;
  let statements: string[] = [];
  let commitsBeforeLoss = Number.POSITIVE_INFINITY;

  beforeAll(async () => {
    app = await startProxiedApp({
      leaseMs: 1500,
      attemptTimeoutMs: 500,
      observeStatement({ name }) {
        statements.push(name);
        if (name !== 'record' || commitsBeforeLoss-- !== 0) return;
        // It is about to be sent: it will arrive and be done, and what the server says of it will not come back.
        app.proxy.loseAnswers();
        setTimeout(app.proxy.calm, 100);
      },
    });
    app.t.simulator.tell({ delayMs: 300 });
  });
  beforeEach(() => {
    commitsBeforeLoss = Number.POSITIVE_INFINITY;
  });
  afterAll(() => app.stop());

  /** On every connection the statement is known by name first: only then is it sent and done in one go. */
  async function loseCommit(after: number): Promise<void> {
    const rings = Array.from({ length: 16 }, () =>
      ringOnce(app.t.webhookUrl, `call_WARM_${++warm}`),
    );
    await Promise.all(rings);
    statements = [];
    commitsBeforeLoss = after;
  }

  async function ring(): Promise<string> {
    const { id } = app.t.simulator.ring();
    await app.t.simulator.webhooks.settled();
    return id;
  }

  const requestsFor = (id: string) =>
    app.t.simulator.requests.filter(({ callId }) => callId === id).length;
  const picture = async (id: string) =>
    (await historyOf(app.t.url, app.t.key, id)).filter((line) => !/^(NOTED|FOLLOW_UP)/.test(line));

  it('of a ringing call: the webhook is told yes, and the call rang once', async () => {
    await loseCommit(0);
    expect((await ringOnce(app.t.webhookUrl, 'call_LOST')).status).toBe(200);
    expect(statements.filter((name) => name === 'signal_facts')).toHaveLength(2);
    expect((await journalOf(app.directUrl)).filter((line) => line.startsWith('call_LOST'))).toEqual(
      ['call_LOST RANG'],
    );
  });

  it.each([
    ['of a wish to reject', 0, {}],
    ['of a wish to reject with an idempotency key', 0, { key: 'a key' }],
    ['of what the provider answered', 1, {}],
  ])(
    '%s: one decision, one request, and the client is told what became of it',
    async (_, after, more) => {
      const id = await ring();
      await loseCommit(after);
      const answer = await get(app.t.url, app.t.key, rejectCall, { id, ...more });
      expect(commitsBeforeLoss).toBeLessThan(0);
      // Whose session broke as well may have been taken for dead, and lets the work be taken anew.
      const state = expect.stringMatching(/^(SENDING|CONFIRMED)$/);
      const rejectCallIs = { __typename: 'CallRejected', replayed: false, rejection: { state } };
      expect(answer).toEqual({ rejectCall: rejectCallIs });
      await until(async () => (await picture(id)).length === 3);
      expect(await picture(id)).toEqual(rejectedOnce);
      await app.t.simulator.webhooks.settled();
      expect(requestsFor(id)).toBe(1);
    },
  );

  it('of a call that a policy rejects: it is rejected, once', async () => {
    app.t.simulator.webhooks.hold();
    const { id, peerNumber } = app.t.simulator.ring();
    await loseCommit(0);
    await setPerimeter(app.t, app.t.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
    });
    const event = { event: 'call.ringing', id, direction: 'INBOUND', peerNumber };
    const response = await fetch(app.t.webhookUrl, { method: 'POST', body: JSON.stringify(event) });
    // It knows its own work, and carries it out at once.
    expect(await response.json()).toMatchObject({ recorded: 1, duplicates: 0 });
    app.t.simulator.webhooks.release('as-sent');
    await until(async () => (await picture(id)).length === 3);
    expect((await picture(id)).map((line) => line.split(' ')[0])).toEqual([
      'RANG',
      'REJECT_REQUESTED',
      'REJECTED',
    ]);
    expect(requestsFor(id)).toBe(1);
  });
});
