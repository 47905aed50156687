import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CallbackReceiver,
  startCallbackReceiver,
  subscribeWithCallbacks,
} from '../graphql/support/callback-receiver.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { counted } from '../support/metrics.ts';
import { until } from '../support/until.ts';

const query = `subscription ($after: String) {
  callEvents(after: $after, filter: { kinds: [RANG] }) { cursor call { providerCallId } } }`;

describe('a router that is sent events by HTTP callbacks', () => {
  let t: TestApp;
  let router: CallbackReceiver;
  beforeAll(async () => {
    router = await startCallbackReceiver();
    t = await startTestApp({ config: { callbackHosts: [router.host] } });
  });
  afterAll(async () => {
    await t.stop();
    await router.stop();
  });

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  }

  const subscribe = (url: string, variables = {}) =>
    // Without a heartbeat: only the `check` that asks whether the router knows the subscription is counted.
    subscribeWithCallbacks(`${url}/graphql`, router.subscription(), {
      ...{ query, variables, key: t.key },
    });
  const rung = () =>
    router.told().flatMap((told) => told.data?.callEvents?.call.providerCallId ?? []);

  it('loses and repeats nothing when its process stops and it resumes at another with the cursor it was told', async () => {
    const first = await t.another();
    await subscribe(first.url);
    const ids = [await ring(), await ring()];
    await until(() => rung().length === 2);
    // The process counts the second one when it has the router's answer.
    const taken = await until(async () => {
      const seen = await counted(first.url, 'calls_callbacks_total');
      return seen['action=NEXT,outcome=TAKEN'] === 2 && seen;
    });
    expect(taken).toEqual({ 'action=CHECK,outcome=TAKEN': 1, 'action=NEXT,outcome=TAKEN': 2 });

    await first.stop();
    const [farewell, last] = router.told().slice(-2);
    expect([farewell.errors[0].extensions.code, last]).toEqual(['UNAVAILABLE', 'complete']);
    ids.push(await ring());

    const { cursor } = farewell.errors[0].extensions;
    expect(await subscribe(t.url, { after: cursor })).toMatchObject({ status: 200 });
    ids.push(await ring());
    await until(() => rung().length === 4);
    expect(rung()).toEqual(ids);
  });
});
