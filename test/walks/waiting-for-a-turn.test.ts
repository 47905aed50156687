import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultGate } from '../../src/calls/line-gate.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';

const slowMs = 400;
const followUp = { text: 'Please write to us.' };
const rejectCall = `mutation ($id: ID!, $followUp: FollowUpInput) {
  rejectCall(id: $id, followUp: $followUp) { __typename } }`;
const dispatched = `query ($id: ID!) {
  call(id: $id) { rejection { dispatchedInMs followUp { dispatchedInMs } } } }`;

interface Dispatched {
  dispatchedInMs: number | null;
  followUp: { dispatchedInMs: number | null } | null;
}

describe('more requests of a line than its provider is sent at once', () => {
  let t: TestApp;

  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  const ring = async () => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  };
  const reject = (id: string, wish?: object) =>
    get(t.url, t.key, rejectCall, { id, followUp: wish });
  const sent = () => t.simulator.requests.filter(({ operation }) => operation === 'reject').length;
  const rejectionOf = async (id: string) =>
    (await get<{ call: { rejection: Dispatched } }>(t.url, t.key, dispatched, { id })).call
      .rejection;

  it('wait for their turn, and the wait counts as the time until they were dispatched', async () => {
    const ids: string[] = [];
    for (let n = 0; n <= defaultGate.atOnce; n++) ids.push(await ring());
    const last = ids.pop() ?? '';
    t.simulator.fault('reject', { is: 'slow', ms: slowMs }, 'always');
    const rejecting = ids.map((id) => reject(id));
    await until(() => sent() === defaultGate.atOnce);
    await Promise.all([...rejecting, reject(last, followUp)]);

    const waited = await until(async () => {
      const rejection = await rejectionOf(last);
      return rejection.followUp?.dispatchedInMs != null && rejection;
    });
    const others = await Promise.all(ids.map(rejectionOf));
    const longest = Math.max(...others.map(({ dispatchedInMs }) => dispatchedInMs ?? 0));
    expect(waited.dispatchedInMs).toBeGreaterThan(longest);
    expect(waited.followUp?.dispatchedInMs).toBeLessThan(waited.dispatchedInMs ?? 0);
  });
});
