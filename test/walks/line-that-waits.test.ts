import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;
const rejectionOf = `query ($id: ID!) { call(id: $id) { status
  rejection { state attempts { request outcome problem { kind message } } } } }`;

let t: TestApp;
const opened: PilotStatusSimulator[] = [];

beforeAll(async () => {
  // Long, so that a busy machine makes no second attempt.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
});
afterAll(async () => {
  await Promise.all(opened.map((simulator) => simulator.close()));
  await t.stop();
});

async function lineAtProvider() {
  const simulator = await startPilotStatusSimulator();
  opened.push(simulator);
  const { apiKey, url: baseUrl } = simulator;
  const line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
  simulator.tell({ url: line.webhookUrl });
  const ring = async () => {
    const { id } = simulator.ring();
    await simulator.webhooks.settled();
    return id;
  };
  return {
    simulator,
    line,
    ring,
    reject: (id: string) => get(t.url, line.key, rejectCall, { id }),
    rejection: (id: string) => get(t.url, line.key, rejectionOf, { id }),
    asked: () => simulator.requests.filter(({ operation }) => operation === 'reject').length,
  };
}

const tooMany = (seconds: number) =>
  ({ is: 'status', status: 429, headers: { 'retry-after': `${seconds}` } }) as const;

describe('a Retry-After', () => {
  it('of one call holds up the other calls of the line, and no other line', async () => {
    const one = await lineAtProvider();
    const other = await lineAtProvider();
    const [first, second, third] = [await one.ring(), await one.ring(), await other.ring()];
    one.simulator.fault('reject', tooMany(20));
    await one.reject(first);
    await one.reject(second);
    await other.reject(third);

    expect(one.asked()).toBe(1);
    expect(await one.rejection(second)).toMatchObject({
      call: {
        status: 'REJECTING',
        rejection: {
          state: 'SENDING',
          attempts: [
            {
              request: 'NOT_SENT',
              outcome: 'NOT_DONE',
              problem: {
                kind: 'RATE_LIMITED',
                message: expect.stringMatching(/asked this line to wait, for \d+ s more/),
              },
            },
          ],
        },
      },
    });
    expect(await other.rejection(third)).toMatchObject({
      call: { rejection: { state: 'CONFIRMED' } },
    });
  });

  it('longer than the ring is given up at once, and so is the next wish, without a request', async () => {
    const { simulator, line, ring, reject, rejection, asked } = await lineAtProvider();
    const id = await ring();
    simulator.fault('reject', tooMany(300));
    await reject(id);
    const given = { status: 'RINGING', rejection: { state: 'EXPIRED' } };
    expect(await rejection(id)).toMatchObject({ call: given });
    await reject(id);
    expect(await rejection(id)).toMatchObject({ call: given });

    expect(asked()).toBe(1);
    expect(await historyOf(t.url, line.key, id)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECT_EXPIRED by calls subgraph: RINGING, rejection EXPIRED',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECT_EXPIRED by calls subgraph: RINGING, rejection EXPIRED',
    ]);
  });

  it('to a text holds no reject of the line up', async () => {
    const { simulator, line, ring, reject, rejection } = await lineAtProvider();
    const texted = await ring();
    simulator.fault('send', tooMany(20));
    const withText = `mutation ($id: ID!) {
      rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
    await get(t.url, line.key, withText, { id: texted });
    await until(() => simulator.requests.some(({ operation }) => operation === 'send'));
    await simulator.webhooks.settled();
    const other = await ring();
    await reject(other);
    expect(await rejection(other)).toMatchObject({ call: { rejection: { state: 'CONFIRMED' } } });
  });

  it('passes, and then all that waited are rejected with one request each', async () => {
    const { simulator, line, ring, reject, asked } = await lineAtProvider();
    const ids = [await ring(), await ring(), await ring()];
    simulator.fault('reject', tooMany(1));
    for (const id of ids) await reject(id);

    for (const id of ids) {
      await until(async () =>
        (await historyOf(t.url, line.key, id)).some((entry) => entry.startsWith('REJECTED ')),
      );
    }
    expect(asked()).toBe(4);
    const [answered, ...since] = simulator.requests.filter(
      ({ operation }) => operation === 'reject',
    );
    const waitedMs = since.map(({ at }) => at.getTime() - Number(answered?.endedAt));
    // A second, less what two clocks may differ by.
    expect(waitedMs.filter((ms) => ms < 900)).toEqual([]);
  });
});
