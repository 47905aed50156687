import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import type { Fault } from '../../src/simulator/kit/fault.ts';
import type { WebhookSender } from '../../src/simulator/kit/webhook-sender.ts';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startWahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';

/** A line with calls that can be made to ring, and a provider that can be made to fail. */
interface Place {
  readonly key: string;
  ring(): Promise<string>;
  hangUp(id: string): void;
  /** Left out where no test needs it. */
  readonly answer?: (id: string) => void;
  /** The call is declined on the phone; left out where a phone cannot do that. */
  readonly decline?: (id: string) => void;
  fault(operation: 'reject' | 'call', fault: Fault): void;
  /** Events wait until they are released; left out where we listen to the provider. */
  readonly events?: Pick<WebhookSender, 'hold' | 'release'>;
  readonly texts: () => readonly string[];
}

let t: TestApp;
let aheadMs = 0;
const afterwards: (() => Promise<void>)[] = [];
const places = {
  'Pilot Status': openPilotStatus,
  Wawp: openWawp,
  WAHA: openWaha,
  WUTS: openWuts,
  Genesys: openGenesys,
};

export type PlaceName = keyof typeof places;

/** What is known of calls whose rejection went wrong, at each of these providers. */
export function describeRequests(names: readonly PlaceName[]): void {
  beforeAll(async () => {
    t = await startTestApp({
      listenLeaseMs: 1500,
      // A request is held until its call has ended, however long that takes.
      ...{ attemptTimeoutMs: 40_000, leaseMs: 120_000 },
      now: () => new Date(Date.now() + aheadMs),
    });
  });
  afterAll(async () => {
    await Promise.all(afterwards.map((end) => end()));
    await t.stop();
  });

  describe.each(names)('a call at %s', describeCalls);
}

const rejectCall = `mutation ($id: ID!, $from: String, $text: String!) {
  rejectCall(id: $id, expectedCaller: $from, followUp: { text: $text }) { __typename
    ... on CallRejected { rejection { state } } ... on CallsUserError { code message } } }`;

async function reject(place: Place, id: string, from?: string) {
  const variables = { id, from, text: `Please write to us about ${id}.` };
  const answer = await get<{ rejectCall: object }>(t.url, place.key, rejectCall, variables);
  return answer.rejectCall;
}

interface Standing {
  status: string;
  endReason: string | null;
  inferred: boolean;
  rejection: { state: string; inferred: boolean } | null;
}

async function standingOf(place: Place, id: string): Promise<string> {
  const query = `query ($id: ID!) { call(id: $id) { status endReason inferred rejection { state inferred } } }`;
  const { call } = await get<{ call: Standing | null }>(t.url, place.key, query, { id });
  const inferred = (is?: boolean) => (is ? ' (inferred)' : '');
  const { status, endReason, rejection } = call ?? {};
  const state = rejection && `${rejection.state}${inferred(rejection.inferred)}`;
  return [`${status}${inferred(call?.inferred)}`, endReason, state].filter(Boolean).join(', ');
}

const standsAs = (place: Place, id: string, wanted: string) =>
  until(async () => (await standingOf(place, id)) === wanted).catch(async () => {
    expect([await standingOf(place, id), await historyOf(t.url, place.key, id)]).toEqual(wanted);
  });

const gone = { is: 'status', status: 404, body: { error: 'Call not found' } } as const;

function describeCalls(name: PlaceName): void {
  let place: Place;
  // A line that was asked to wait takes nothing to its provider for a while, so each test has one of its own.
  beforeEach(async () => {
    place = await places[name]();
  });

  it.each([429, 503])(
    'that ends while the provider asks for patience with %i was not rejected by us',
    async (status) => {
      const id = await place.ring();
      place.fault('reject', { is: 'status', status, headers: { 'retry-after': '5' } });
      await reject(place, id);
      place.hangUp(id);
      const ended = name === 'Wawp' || name === 'WAHA' ? 'ENDED' : 'MISSED';
      await standsAs(place, id, `${ended}, UNKNOWN, ALREADY_OVER`);
      expect(place.texts().filter((text) => text.includes(id))).toEqual([]);
    },
  );

  it('that is declined on the phone while the provider asks for patience was rejected elsewhere', async () => {
    if (!place.decline) return expect(['Wawp', 'WAHA', 'Genesys']).toContain(name);
    const id = await place.ring();
    place.fault('reject', { is: 'status', status: 429, headers: { 'retry-after': '5' } });
    await reject(place, id);
    place.decline(id);
    await standsAs(place, id, 'REJECTED, REJECTED_ELSEWHERE, ALREADY_OVER');
    expect(place.texts().filter((text) => text.includes(id))).toEqual([]);
  });

  it('that ends while a request is under way, of which then nothing was done, was not rejected by us', async () => {
    const id = await place.ring();
    const answered = Promise.withResolvers<void>();
    const then = { is: 'status', status: 429, headers: { 'retry-after': '5' } } as const;
    place.fault('reject', { is: 'held', until: answered.promise, then });
    const asked = reject(place, id);
    await until(async () => (await standingOf(place, id)).startsWith('REJECTING'));
    place.hangUp(id);
    await until(async () => (await historyOf(t.url, place.key, id)).length >= 3);
    answered.resolve();
    await asked;
    const ended = name === 'Wawp' || name === 'WAHA' ? 'ENDED' : 'MISSED';
    await standsAs(place, id, `${ended}, UNKNOWN, ALREADY_OVER`);
    expect(place.texts().filter((text) => text.includes(id))).toEqual([]);
  });

  it('that was rejected, though the answer was lost, and is then not found is taken for ours until the provider says so', async () => {
    const id = await place.ring();
    place.events?.hold();
    place.fault('reject', { is: 'process-then-reset' });
    place.fault('reject', gone);
    place.fault('call', gone);
    await reject(place, id);
    if (name === 'Genesys') {
      const wanted = 'REDIRECTED (inferred), RETURNED_TO_QUEUE, REDIRECTED (inferred)';
      await standsAs(place, id, wanted);
      return;
    }
    const taken = name === 'WUTS' ? 'BEST_EFFORT' : 'ACCEPTED';
    await standsAs(place, id, `REJECTED (inferred), REJECTED_BY_US, ${taken} (inferred)`);
    place.events?.release('as-sent');
    // Their event may also mean that it was terminated, so that it adds nothing.
    if (name !== 'Wawp' && name !== 'WAHA') {
      await standsAs(place, id, 'REJECTED, REJECTED_BY_US, CONFIRMED');
    }
    await until(() => place.texts().some((text) => text.includes(id)));
    expect(place.texts().filter((text) => text.includes(id))).toHaveLength(1);
  });

  it('that ends after a request of which nobody knows what it did is taken for ours, if its end may mean that', async () => {
    if (name === 'Pilot Status' || name === 'WUTS') return expect(place.decline).toBeDefined();
    const id = await place.ring();
    place.fault('reject', { is: 'reset-before-processing' });
    place.fault('reject', { is: 'reset-before-processing' });
    await reject(place, id);
    place.hangUp(id);
    const ours =
      name === 'Genesys'
        ? 'REDIRECTED (inferred), RETURNED_TO_QUEUE, REDIRECTED (inferred)'
        : 'REJECTED (inferred), REJECTED_BY_US, ACCEPTED (inferred)';
    await standsAs(place, id, ours);
  });

  it('that its provider does not find is rejected by a second wish, while it may still ring', async () => {
    const id = await place.ring();
    place.fault('reject', gone);
    place.fault('call', gone);
    await reject(place, id);
    await standsAs(place, id, 'ENDED (inferred), UNKNOWN, ALREADY_OVER (inferred)');
    expect(await reject(place, id)).toMatchObject({ __typename: 'CallRejected' });
    const ours = name === 'Genesys' ? 'REDIRECTED' : 'REJECTED';
    await until(async () => (await standingOf(place, id)).startsWith(`${ours}, R`));
  });

  it('that is from somebody else than the client believes is not rejected, and nothing is told of who it is', async () => {
    const id = await place.ring();
    expect(await reject(place, id, '5511900009999')).toEqual({
      __typename: 'CallerDoesNotMatch',
      code: 'CALLER_DOES_NOT_MATCH',
      message:
        'The call is from another caller than `expectedCaller` says. Check which call you mean; nothing was rejected.',
    });
    expect(await standingOf(place, id)).toBe('RINGING');
  });
}

/** After `describeRequests`, whose server it uses. */
export function describeRequestsAtGenesys(): void {
  describe('a call at Genesys', callsAtGenesys);
}

function callsAtGenesys(): void {
  afterEach(() => {
    aheadMs = 0;
  });

  it('that is Released after its ring was taken to have run out was missed, not completed', async () => {
    const place = await openGenesys();
    const id = await place.ring();
    aheadMs = 46_000;
    await until(async () => (await standingOf(place, id)) === 'MISSED (inferred), RANG_OUT');
    place.hangUp(id);
    await standsAs(place, id, 'MISSED, UNKNOWN');
  });

  const ok = { is: 'status', status: 200, body: { statusCode: 0 } } as const;
  const stating = (state: string) => ({ ...ok, body: { statusCode: 0, call: { state } } });
  const toQueue = 'REDIRECTED (inferred), RETURNED_TO_QUEUE, REDIRECTED (inferred)';

  /** It said yes, and nothing comes of it. */
  async function rejectInVain(): Promise<{ place: Place; id: string }> {
    const place = await openGenesys();
    const id = await place.ring();
    place.fault('reject', ok);
    expect(await reject(place, id)).toMatchObject({ rejection: { state: 'ACCEPTED' } });
    return { place, id };
  }

  it.each<[string, Fault, string, string[]]>([
    ['Established', stating('Established'), 'ANSWERED, ALREADY_OVER', ['REJECT_INEFFECTIVE']],
    ['Released', stating('Released'), 'REDIRECTED, RETURNED_TO_QUEUE, REDIRECTED', []],
    ['Ringing', stating('ringing'), 'RINGING, EXPIRED', ['REJECT_INEFFECTIVE', 'REJECT_EXPIRED']],
    ['that it is not there', { ...gone, body: { statusCode: 6 } }, toQueue, []],
    ['nothing that tells it', { is: 'status', status: 500 }, toQueue, []],
  ])(
    'that was to be rejected, and of which nothing is told, is asked about at the ring limit: %s',
    async (_word, told, wanted, alarms) => {
      const { place, id } = await rejectInVain();
      place.fault('call', told);
      aheadMs = 46_000;
      await standsAs(place, id, wanted);
      const history = (await historyOf(t.url, place.key, id)).join();
      const heard = ['REJECT_INEFFECTIVE', 'REJECT_EXPIRED'].filter((kind) =>
        history.includes(kind),
      );
      expect(heard).toEqual(alarms);
      if (!wanted.startsWith('RINGING')) return;
      expect(await reject(place, id)).toMatchObject({ __typename: 'CallRejected' });
      await standsAs(place, id, 'REDIRECTED, RETURNED_TO_QUEUE, REDIRECTED');
    },
  );

  it('that is rejected in vain again and again is granted one ring limit each time', async () => {
    const { place, id } = await rejectInVain();
    for (let granted = 0; granted < 2; granted++) {
      place.fault('call', stating('ringing'));
      aheadMs += 46_000;
      await standsAs(place, id, 'RINGING, EXPIRED');
      place.fault('reject', ok);
      await reject(place, id);
      await standsAs(place, id, 'REJECTING, ACCEPTED');
    }
    place.fault('call', stating('Released'));
    aheadMs += 46_000;
    await standsAs(place, id, 'REDIRECTED, RETURNED_TO_QUEUE, REDIRECTED');
  });

  it('that rings on behind a wrong baseUrl is not taken to be over, and can be rejected again', async () => {
    const place = await openGenesys();
    const id = await place.ring();
    const noRoute = { message: 'no Route matched with those values' };
    place.fault('reject', { is: 'status', status: 404, body: noRoute });
    place.fault('call', { is: 'status', status: 404, body: noRoute });
    expect(await reject(place, id)).toMatchObject({ __typename: 'CallRejectionRefused' });
    expect(await standingOf(place, id)).toBe('RINGING, REFUSED');
    await reject(place, id);
    await standsAs(place, id, 'REDIRECTED, RETURNED_TO_QUEUE, REDIRECTED');
  });

  it('that is Established after it was taken to be back in its queue was not rejected, which is an alarm', async () => {
    const { place, id } = await rejectInVain();
    place.fault('call', { is: 'status', status: 500 });
    aheadMs = 46_000;
    await standsAs(place, id, toQueue);
    aheadMs = 66_000;
    place.answer?.(id);
    await standsAs(place, id, 'ANSWERED, ALREADY_OVER');
    expect(await historyOf(t.url, place.key, id)).toEqual(
      expect.arrayContaining([expect.stringContaining('REJECT_INEFFECTIVE')]),
    );
    const query =
      'query ($id: ID!) { call(id: $id) { rejection { followUp { state notSent { reason } } } } }';
    expect(await get(t.url, place.key, query, { id })).toEqual({
      call: { rejection: { followUp: { state: 'NOT_SENT', notSent: { reason: 'ANSWERED' } } } },
    });
  });
}

async function openPilotStatus(): Promise<Place> {
  const simulator = await startPilotStatusSimulator();
  const { apiKey, url: baseUrl } = simulator;
  const line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
  simulator.tell({ url: line.webhookUrl });
  afterwards.push(simulator.close);
  return {
    key: line.key,
    async ring() {
      const { id } = simulator.ring();
      await simulator.webhooks.settled();
      return id;
    },
    hangUp: simulator.hangUp,
    decline: simulator.decline,
    fault: (operation, fault) => simulator.fault(operation === 'call' ? 'read' : 'reject', fault),
    events: simulator.webhooks,
    texts: () => simulator.messages.map(({ text }) => text),
  };
}

const known = (line: TestLine, id: string) =>
  until(async () => (await historyOf(t.url, line.key, id)).length === 1 && id);

async function openWaha(): Promise<Place> {
  const waha = await startWahaSimulator({ engine: 'NOWEB' });
  const line = await addLine(t, { waha: { apiKey: waha.apiKey, baseUrl: waha.url } });
  return atWaha(waha, line);
}

async function openWawp(): Promise<Place> {
  const wawp = await startWawpSimulator({ engine: 'NOWEB' });
  const { instanceId, accessToken, url: baseUrl } = wawp;
  const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl } });
  return atWaha(wawp, line);
}

function atWaha(
  simulator:
    | Awaited<ReturnType<typeof startWahaSimulator>>
    | Awaited<ReturnType<typeof startWawpSimulator>>,
  line: TestLine,
): Place {
  afterwards.push(simulator.close);
  simulator.tell({ url: line.webhookUrl });
  return {
    key: line.key,
    ring: () => known(line, simulator.ring().id),
    hangUp: simulator.hangUp,
    fault: (operation, fault) => operation === 'reject' && simulator.fault(operation, fault),
    events: simulator.webhooks,
    texts: () => simulator.messages.map(({ text }) => text),
  };
}

async function openWuts(): Promise<Place> {
  const wuts = await startWutsSimulator({ honoursRejects: true });
  afterwards.push(wuts.close);
  const line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url } });
  wuts.tell({ url: line.webhookUrl });
  return {
    key: line.key,
    ring: () => known(line, wuts.ring().id),
    hangUp: wuts.hangUp,
    decline: wuts.decline,
    fault: (operation, fault) => operation === 'reject' && wuts.fault(operation, fault),
    events: wuts.webhooks,
    texts: () => wuts.messages.map(({ text }) => text),
  };
}

async function openGenesys(): Promise<Place> {
  const genesys = await startGenesysSimulator({ requeueAfterMs: 60_000, pollMs: 2000 });
  afterwards.push(genesys.close);
  const { username = '', password = '' } = genesys.agents[0] ?? {};
  const account = { baseUrl: genesys.url, username, password };
  const line = await addLine(t, { genesys: account });
  await until(() => genesys.listenersOf(username) > 0);
  return {
    key: line.key,
    ring: () => known(line, genesys.ring({ agent: username }).id),
    hangUp: genesys.hangUp,
    answer: genesys.answer,
    fault: genesys.fault,
    texts: () => [],
  };
}
