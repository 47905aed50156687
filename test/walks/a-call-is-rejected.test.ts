import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  get,
  type Subscriber,
  subscribeOverSse,
  subscribeOverWebSocket,
} from '../support/client.ts';
import { metricsText } from '../support/metrics.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';

interface Event {
  id: string;
  kind: string;
  cursor: string;
  previousCursor: string | null;
  recordedAt: string;
  call: { id: string };
  snapshot: { status: string; revision: number };
}

const watch = `subscription { callEvents { id kind cursor previousCursor recordedAt call { id } snapshot { status revision } } }`;

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename
  ... on CallRejected { replayed call { id status endReason } rejection { state attempts { number outcome } } } } }`;

describe.each(['postgres', 'embedded'] as const)('a call on %s', (database) => {
  let t: TestApp;
  const subscribers: Subscriber<Event>[] = [];

  beforeAll(async () => {
    // Long, so that a busy machine makes no second attempt.
    t = await startTestApp({ database, attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  }, 60_000);

  afterAll(async () => {
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    await t.stop();
  });

  it('rings, is seen, is rejected, and everybody watching sees that too', async () => {
    subscribers.push(
      subscribeOverWebSocket<Event>(t.url, t.key, watch),
      subscribeOverSse<Event>(t.url, t.key, watch),
    );
    await until(async () => (await metric(t.url, 'calls_subscribers')) === 2);

    const ringing = t.simulator.ring({ from: '5511999999999' });
    const [first] = (await subscribers[0]?.received(1)) ?? [];
    // The event that tells of the rejection comes after its answer.
    t.simulator.webhooks.hold();
    const answer = await get(t.url, t.key, rejectCall, { id: first?.call.id });
    t.simulator.webhooks.release('as-sent');
    await t.simulator.webhooks.settled();

    expect(answer).toEqual({
      rejectCall: {
        __typename: 'CallRejected',
        replayed: false,
        call: { id: first?.call.id, status: 'REJECTED', endReason: 'REJECTED_BY_US' },
        rejection: { state: 'CONFIRMED', attempts: [{ number: 1, outcome: 'DONE' }] },
      },
    });
    expect(await historyOf(t.url, t.key, ringing.id)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
      'NOTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    for (const subscriber of subscribers) {
      const events = await subscriber.received(4);
      expect(
        events.map(({ kind, snapshot }) => `${snapshot.revision} ${kind} ${snapshot.status}`),
      ).toEqual([
        '1 RANG RINGING',
        '2 REJECT_REQUESTED REJECTING',
        '3 REJECTED REJECTED',
        '4 NOTED REJECTED',
      ]);
      expect(events.map((event) => event.previousCursor)).toEqual([
        expect.any(String),
        ...events.slice(0, 3).map((event) => event.cursor),
      ]);
      const times = events.map(({ recordedAt }) => Date.parse(recordedAt));
      expect(times).toEqual(times.filter((time) => time > 0).toSorted((a, b) => a - b));
    }
    expect(t.simulator.requests.map(({ operation }) => operation)).toEqual(['reject']);
  });

  it('is texted after its rejection when the agent says so', async () => {
    const { id } = t.simulator.ring({ from: '5511988887777' });
    await until(async () => (await historyOf(t.url, t.key, id)).length === 1);
    const text = 'We are closed. Please write to us here.';
    await get(
      t.url,
      t.key,
      `mutation ($id: ID!, $text: String!) { rejectCall(id: $id, followUp: { text: $text }) { __typename } }`,
      { id, text },
    );
    await until(async () =>
      (await historyOf(t.url, t.key, id)).some((line) => line.startsWith('FOLLOW_UP')),
    );

    expect(t.simulator.messages.map((message) => message.text)).toEqual([text]);
    expect(await historyOf(t.url, t.key, id)).toContain(
      'FOLLOW_UP_SENT by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    );
  });
});

async function metric(url: string, name: string): Promise<number> {
  const text = await metricsText(url);
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}
