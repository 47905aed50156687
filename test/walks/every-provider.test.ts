import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { startTelnyxSimulator } from '../../src/simulator/telnyx/telnyx.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get, type Subscriber, subscribeOverWebSocket } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { type HeldEvents, stages } from '../support/provider-stages.ts';
import { until } from '../support/until.ts';

interface Event {
  kind: string;
  call: { id: string };
  snapshot: { status: string };
}

const watch = 'subscription { callEvents { kind call { id } snapshot { status } } }';
const rejectCall = `mutation ($id: ID!, $from: String) { rejectCall(id: $id, expectedCaller: $from) {
  __typename
  ... on CallRejected { rejection { state } }
  ... on CallsUserError { message } } }`;

let t: TestApp;
const afterwards: (() => Promise<void>)[] = [];

beforeAll(async () => {
  t = await startTestApp({ listenLeaseMs: 1500 });
});

afterAll(async () => {
  await Promise.all(afterwards.map((end) => end()));
  await t.stop();
});

/** A subscriber of one line, listening before anything happens. */
async function watching(line: TestLine): Promise<Subscriber<Event>> {
  const before = t.app.subscriberCount();
  const subscriber = subscribeOverWebSocket<Event>(t.url, line.key, watch);
  afterwards.push(subscriber.stop);
  await until(() => t.app.subscriberCount() === before + 1);
  return subscriber;
}

/** The call rings, somebody sees it and rejects it. */
async function rejectWhatRings(line: TestLine, subscriber: Subscriber<Event>, from?: string) {
  const [rang] = await subscriber.received(1);
  const id = rang?.call.id ?? '';
  const answer = await get<{ rejectCall: object }>(t.url, line.key, rejectCall, { id, from });
  return { id, answer: answer.rejectCall };
}

/** The same, with the event that tells of the rejection coming only when the answer to it has been recorded. */
async function rejectAndBeTold(
  line: TestLine,
  subscriber: Subscriber<Event>,
  { hold, release }: HeldEvents,
) {
  await subscriber.received(1);
  hold();
  const rejected = await rejectWhatRings(line, subscriber);
  await settles(line, rejected.id, 3);
  release();
  return rejected;
}

const settles = (line: TestLine, id: string, count: number) =>
  until(async () => {
    const history = await historyOf(t.url, line.key, id);
    return history.length >= count && history;
  });

describe('a call is rejected through the front door', () => {
  it.each(stages)('at %s, and told as it is', async (name, stage) => {
    const provider = await stage.start();
    afterwards.push(provider.close);
    const line = await addLine(t, { [stage.field]: provider.account });
    provider.tell(line.webhookUrl);
    const subscriber = await watching(line);
    await until(() => provider.isHeard());

    provider.ring();
    const { id, answer } = await rejectAndBeTold(line, subscriber, provider.events);

    expect(answer).toMatchObject({ __typename: 'CallRejected' });
    const story = [
      `RANG by ${name}: RINGING`,
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      ...stage.rejected,
    ];
    expect((await settles(line, id, story.length)).slice(0, story.length)).toEqual(story);
  });

  it('when the client writes the caller in another way', async () => {
    const wawp = await startWawpSimulator({ engine: 'NOWEB' });
    afterwards.push(wawp.close);
    const { instanceId, accessToken, url: baseUrl } = wawp;
    const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl } });
    wawp.tell({ url: line.webhookUrl });
    const subscriber = await watching(line);

    wawp.ring({ from: '5511999990001@c.us' });
    const from = '5511999990001@s.whatsapp.net';
    const { answer } = await rejectWhatRings(line, subscriber, from);

    expect(answer).toMatchObject({ __typename: 'CallRejected' });
  });

  it('at Telnyx: for its reason, and by one command however often it is sent', async () => {
    const telnyx = await startTelnyxSimulator();
    afterwards.push(telnyx.close);
    const { apiKey, phoneNumber, publicKey, url: baseUrl } = telnyx;
    const line = await addLine(t, { telnyx: { apiKey, phoneNumber, publicKey, baseUrl } });
    telnyx.tell({ url: line.webhookUrl });
    const subscriber = await watching(line);
    telnyx.fault('reject', { is: 'process-then-reset' });

    telnyx.ring({ from: 'anonymous' });
    const [rang] = await subscriber.received(1);
    // That the call was rejected would end the repeats.
    telnyx.webhooks.hold();
    const busy = 'mutation ($id: ID!) { rejectCall(id: $id, reason: BUSY) { __typename } }';
    await get(t.url, line.key, busy, { id: rang?.call.id });
    await until(() => telnyx.requests.length === 2);
    telnyx.webhooks.release('as-sent');

    const [first, second] = telnyx.requests.map(({ body }) => JSON.parse(body));
    expect(first).toEqual({ cause: 'USER_BUSY', command_id: expect.stringMatching(/^eff_/) });
    expect(second).toEqual(first);
  });

  it('not when the client means another caller than the one who rings', async () => {
    const wawp = await startWawpSimulator();
    afterwards.push(wawp.close);
    const { instanceId, accessToken, url: baseUrl } = wawp;
    const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl } });
    wawp.tell({ url: line.webhookUrl });
    const subscriber = await watching(line);

    wawp.ring({ from: '5511999990001@c.us' });
    const { answer } = await rejectWhatRings(line, subscriber, '5511999990002@c.us');

    expect(answer).toMatchObject({ __typename: 'CallerDoesNotMatch' });
    expect(wawp.requests).toEqual([]);
  });

  it('at Genesys: it returns to its queue, and rings again as its next leg', async () => {
    const genesys = await startGenesysSimulator({ requeueAfterMs: 300, pollMs: 2000 });
    afterwards.push(genesys.close);
    const { username = '', password = '' } = genesys.agents[0] ?? {};
    const account = { baseUrl: genesys.url, username, password };
    const line = await addLine(t, { genesys: account });
    const subscriber = await watching(line);
    await until(() => genesys.listenersOf(username) > 0);

    genesys.ring({ agent: username });
    const { id } = await rejectAndBeTold(line, subscriber, genesys.events);
    const events = await subscriber.received(5);

    expect(events.map(({ kind }) => kind)).toEqual([
      'RANG',
      'REJECT_REQUESTED',
      'REJECT_ACCEPTED',
      'REDIRECTED',
      'RANG',
    ]);
    expect(await settles(line, id, 4)).toEqual([
      'RANG by GENESYS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECT_ACCEPTED by GENESYS: REJECTING, rejection ACCEPTED',
      'REDIRECTED by GENESYS: REDIRECTED, rejection REDIRECTED',
    ]);
    const legs = `query ($id: ID!) { call(id: $id) { nextLeg { id previousLeg { id } status } } }`;
    expect(await get(t.url, line.key, legs, { id })).toEqual({
      call: {
        nextLeg: { id: events[4]?.call.id, previousLeg: { id }, status: 'RINGING' },
      },
    });
  });

  it('not at Genesys when it did not come through a queue, and without asking', async () => {
    const genesys = await startGenesysSimulator({ pollMs: 2000 });
    afterwards.push(genesys.close);
    const { username = '', password = '' } = genesys.agents[0] ?? {};
    const line = await addLine(t, { genesys: { baseUrl: genesys.url, username, password } });
    const subscriber = await watching(line);
    await until(() => genesys.listenersOf(username) > 0);

    genesys.ring({ agent: username, isDirect: true });
    const { id, answer } = await rejectWhatRings(line, subscriber);

    expect(answer).toMatchObject({ __typename: 'CallRejectionRefused' });
    expect(genesys.requests.filter(({ operation }) => operation === 'reject')).toEqual([]);
    expect(await historyOf(t.url, line.key, id)).toEqual([
      'RANG by GENESYS: RINGING',
      'REJECT_REFUSED by agent: RINGING, rejection REFUSED',
    ]);
  });
});

describe('what a line can do', () => {
  it('is visible to whoever uses it', async () => {
    const query = `{ phoneLines(first: 50) { nodes { provider abilities { rejection confirmedByEvent canText canBlock } } } }`;
    const { phoneLines } = await get<{ phoneLines: { nodes: Ability[] } }>(
      t.url,
      t.tenantKey,
      query,
    );
    const pictures = phoneLines.nodes.map(({ provider, abilities: a }) => {
      const can = [a.canText && 'texts', a.canBlock && 'blocks', a.confirmedByEvent && 'confirms'];
      return `${provider}: ${a.rejection}, ${can.filter(Boolean).join(', ')}`;
    });

    expect([...new Set(pictures)].sort()).toEqual(
      stages.map(([name, { can }]) => `${name}: ${can}`).sort(),
    );
  });
});

interface Ability {
  provider: string;
  abilities: {
    rejection: string;
    confirmedByEvent: boolean;
    canText: boolean;
    canBlock: boolean;
  };
}
