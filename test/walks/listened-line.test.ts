import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import {
  type GenesysSimulator,
  type GenesysSimulatorOptions,
  startGenesysSimulator,
} from '../../src/simulator/genesys/genesys.ts';
import type { Overrides } from '../../src/wiring/overrides.ts';
import { startTestApp, type TestApp, testConfig, testSealKey } from '../support/app.ts';
import { get, subscribeOverSse } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

interface SeenCall {
  id: string;
  providerCallId: string;
  status: string;
  endReason: string | null;
  inferred: boolean;
  dialledNumber: string | null;
  caller: { phone: string | null };
  previousLeg: { id: string } | null;
}

const patienceMs = 40_000;
const agent = { username: 'agent', password: 'simulated', phoneNumber: '5001' };
let t: TestApp;
const listeners = new Set<App>();
const sites: GenesysSimulator[] = [];

beforeAll(async () => {
  // It would listen to the lines there are when it starts: to none of these.
  t = await startTestApp({ listenLeaseMs: 3_600_000 });
});
afterEach(async () => {
  await Promise.all([...listeners].map(end));
  await Promise.all(sites.splice(0).map((site) => site.close()));
});
afterAll(() => t.stop());

/** A process that listens, and is not the one that is asked. */
async function startListening(more: Overrides = {}): Promise<App> {
  const database = { is: 'postgres', url: t.databaseUrl, directUrl: t.databaseUrl } as const;
  const config = testConfig({ ...database, poolSize: 4 });
  const log = createLog('debug', (line) => t.logged.push(line));
  // A process that needs longer than half of its lease to renew it lets go of its lines.
  const overrides = { log, rememberMs: 0, listenLeaseMs: 3000, hopelessMs: 600_000, ...more };
  const app = await createApp(config, overrides);
  listeners.add(app);
  return app;
}

async function end(app: App): Promise<void> {
  listeners.delete(app);
  await app.stop();
}

async function addSite(options: GenesysSimulatorOptions = {}) {
  const site = await startGenesysSimulator({ agents: [agent], pollMs: 2000, ...options });
  sites.push(site);
  const { username, password } = agent;
  const line = await addLine(t, { genesys: { baseUrl: site.url, username, password } });
  return { site, line };
}

async function changeAccount(
  { lineId }: TestLine,
  { url: baseUrl }: GenesysSimulator,
  { username, password }: typeof agent,
): Promise<void> {
  const update = `mutation ($id: ID!, $input: UpdatePhoneLineInput!) {
    updatePhoneLine(id: $id, input: $input) { __typename } }`;
  const input = { genesys: { baseUrl, username, password } };
  await get(t.url, t.tenantKey, update, { id: lineId, input });
}

async function callsOf(line: TestLine): Promise<SeenCall[]> {
  const query = `{ calls(first: 20) { nodes { id providerCallId status endReason inferred dialledNumber
    caller { phone } previousLeg { id } } } }`;
  return (await get<{ calls: { nodes: SeenCall[] } }>(t.url, line.key, query)).calls.nodes;
}

const pictureOf = ({ status, endReason, inferred }: SeenCall) =>
  `${status}${endReason ? ` ${endReason}` : ''}${inferred ? ', inferred' : ''}`;

/** By the provider's id, once it is so. */
function untilCallsAre(line: TestLine, expected: Record<string, string>): Promise<unknown> {
  return expect
    .poll(
      async () =>
        Object.fromEntries(
          (await callsOf(line)).map((call) => [call.providerCallId, pictureOf(call)]),
        ),
      { timeout: patienceMs },
    )
    .toEqual(expected);
}

interface Listening {
  state: string;
  since: string | null;
  problem: { kind: string; message: string; httpStatus: number | null } | null;
}

async function listeningOf(line: TestLine): Promise<Listening | null> {
  const query =
    'query ($id: ID!) { phoneLine(id: $id) { listening { state since problem { kind message httpStatus } } } }';
  const answer = await get<{ phoneLine: { listening: Listening | null } }>(t.url, line.key, query, {
    id: line.lineId,
  });
  return answer.phoneLine.listening;
}

const isHeard = (line: TestLine) => until(async () => (await listeningOf(line))?.state === 'HEARD');

describe('calls that are open when the listener ends', () => {
  it('are over, as far as that can be known, when the next one no longer finds them', async () => {
    const { site, line } = await addSite();
    const first = await startListening();
    await isHeard(line);
    const [talked, talks, rang, rings] = [site.ring(), site.ring(), site.ring(), site.ring()];
    for (const { id } of [talked, talks]) site.answer(id);
    const before = { [talked.id]: 'ANSWERED', [talks.id]: 'ANSWERED' };
    await untilCallsAre(line, { ...before, [rang.id]: 'RINGING', [rings.id]: 'RINGING' });

    await end(first);
    for (const { id } of [talked, rang]) site.hangUp(id);
    await startListening();

    await untilCallsAre(line, {
      [talked.id]: 'ENDED COMPLETED, inferred',
      [talks.id]: 'ANSWERED',
      [rang.id]: 'ENDED UNKNOWN, inferred',
      [rings.id]: 'RINGING',
    });
    site.hangUp(talks.id);
    site.hangUp(rings.id);
    await untilCallsAre(line, {
      [talked.id]: 'ENDED COMPLETED, inferred',
      [talks.id]: 'ENDED COMPLETED',
      [rang.id]: 'ENDED UNKNOWN, inferred',
      [rings.id]: 'MISSED UNKNOWN',
    });
  });

  it('begin anew when their id rings again for the next one', async () => {
    const { site, line } = await addSite(ringsAgain);
    const first = await startListening();
    await isHeard(line);
    const { id } = site.ring();
    await untilRingsAre(line, ['RINGING']);
    await reject(line, id);
    await untilRingsAre(line, ['REDIRECTED RETURNED_TO_QUEUE']);
    await end(first);
    site.offerNow(id);
    await startListening();
    await untilRingsAre(line, ['REDIRECTED RETURNED_TO_QUEUE', 'RINGING']);
    const [second, before] = await callsOf(line);
    expect(second).toMatchObject({ providerCallId: id, previousLeg: { id: before?.id } });
  });
});

const ringsAgain = { requeueTo: 'same', legIds: 'of-the-call', requeueAfterMs: 600_000 } as const;

/** Oldest first. */
const untilRingsAre = (line: TestLine, expected: readonly string[]) =>
  expect
    .poll(async () => (await callsOf(line)).map(pictureOf).reverse(), { timeout: patienceMs })
    .toEqual(expected);

async function reject(line: TestLine, id: string): Promise<unknown> {
  const query = `mutation ($id: ID!) { rejectCall(id: $id) { __typename
    ... on CallRejected { replayed call { id } rejection { state } } } }`;
  return (await get<{ rejectCall: unknown }>(t.url, line.key, query, { id })).rejectCall;
}

describe('an id that rings again while the line is listened to', () => {
  it('means the newest ring wherever a client names a call by it', async () => {
    const { site, line } = await addSite({ ...ringsAgain, requeueAfterMs: 50 });
    await startListening();
    await isHeard(line);
    const { id } = site.ring();
    await untilRingsAre(line, ['RINGING']);
    await reject(line, id);
    await untilRingsAre(line, ['REDIRECTED RETURNED_TO_QUEUE', 'RINGING']);
    const [second, first] = await callsOf(line);
    expect([first?.providerCallId, second?.providerCallId]).toEqual([id, id]);
    const newest = { id: second?.id };

    const query = `query ($id: ID!, $any: [_Any!]!) { call(id: $id) { id } _entities(representations: $any) { ... on Call { id } }
      callEventLog(filter: { callId: $id }) { nodes { kind snapshot { status } call { id } } } }`;
    const any = [
      { __typename: 'Call', line: { id: line.lineId }, providerCallId: id },
      { __typename: 'Call', id: first?.id },
    ];
    // The log shows an entry only when no open transaction of the server could still write an earlier one.
    await expect
      .poll(() => get(t.url, line.key, query, { id, any }), { timeout: patienceMs })
      .toEqual({
        call: newest,
        _entities: [newest, { id: first?.id }],
        callEventLog: { nodes: [{ kind: 'RANG', snapshot: { status: 'RINGING' }, call: newest }] },
      });

    const after = cursorsOf(testSealKey)({ epoch: 0, xid: 0n, id: 0n });
    const watch = `subscription ($id: ID!) {
      callEvents(filter: { callId: $id }, after: "${after}") { kind call { id } } }`;
    const subscriber = subscribeOverSse<{ kind: string }>(t.url, line.key, watch, { id });
    const rejected = await reject(line, id);
    expect(rejected).toMatchObject({
      __typename: 'CallRejected',
      replayed: false,
      call: newest,
    });
    await untilRingsAre(line, [
      'REDIRECTED RETURNED_TO_QUEUE',
      'REDIRECTED RETURNED_TO_QUEUE',
      'RINGING',
    ]);
    await until(() => subscriber.events.some(({ kind }) => kind === 'REDIRECTED'));
    await subscriber.stop();
    expect(subscriber.events[0]).toEqual({ kind: 'RANG', call: newest });
    expect(JSON.stringify(subscriber.events)).not.toContain(first?.id);
  });
});

describe('a line that is listened to', () => {
  it('is not heard until somebody listens, and says since when it is', async () => {
    const { line } = await addSite();
    expect(await listeningOf(line)).toEqual({ state: 'NOT_HEARD', since: null, problem: null });
    const listener = await startListening();
    await isHeard(line);
    const { since, problem } = (await listeningOf(line)) ?? {};
    expect([Number.isNaN(Date.parse(since ?? '')), problem]).toEqual([false, null]);
    await end(listener);
    expect(await listeningOf(line)).toEqual({ state: 'NOT_HEARD', since: null, problem: null });
  });

  it('is none where the provider calls us', async () => {
    expect(await listeningOf({ lineId: t.lineId, key: t.key, webhookUrl: '' })).toBe(null);
  });

  it('says that its agent lacks the voice service, when that is refused in whatever way, and does not ask on and on', async () => {
    const refusals = [
      { status: 403, body: { statusCode: 3 } },
      { status: 200, body: { statusCode: 5, statusMessage: 'No permission' } },
      { status: 200, body: { statusCode: '5' } },
    ];
    const refused = await Promise.all(
      refusals.map(async (refusal) => {
        const { site, line } = await addSite();
        site.fault('start', { is: 'status', ...refusal }, 'always');
        return { site, line };
      }),
    );
    await startListening();
    const told = refused.map(({ line }) =>
      until(async () => {
        const seen = await listeningOf(line);
        return seen?.problem && seen;
      }),
    );
    expect(await Promise.all(told)).toEqual(
      refusals.map(({ status }) => ({
        state: 'NOT_HEARD',
        since: null,
        problem: {
          kind: 'NOT_ALLOWED',
          message: expect.stringMatching(/not signed in for voice.*api-voice/),
          httpStatus: status,
        },
      })),
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    for (const { site, line } of refused) {
      expect(site.requests.filter(({ operation }) => operation === 'start')).toHaveLength(1);
      site.clearFaults();
      await changeAccount(line, site, agent);
    }
    await Promise.all(refused.map(({ line }) => isHeard(line)));
    const problems = refused.map(async ({ line }) => (await listeningOf(line))?.problem);
    expect(await Promise.all(problems)).toEqual([null, null, null]);
  });

  it('is not looked up again and again while its account changes under an open connection', async () => {
    const other = { username: 'other', password: 'simulated', phoneNumber: '5002' };
    const { site, line } = await addSite({ agents: [agent, other] });
    let lookUps = 0;
    await startListening({
      listenLeaseMs: 3_600_000,
      observeStatement: ({ name }) => {
        if (name === 'line_by_id') lookUps++;
      },
    });
    await isHeard(line);
    await changeAccount(line, site, other);
    const before = lookUps;
    site.expireSessions();
    await until(() => lookUps > before);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(lookUps - before).toBeLessThan(200);
  });

  it('says so while the provider says that its voice service is not there', async () => {
    const { site, line } = await addSite();
    await startListening();
    await isHeard(line);
    const tell = (service: object) =>
      site.publish(agent.username, '/notifications/services', { services: [service] });
    const problem = async () => (await listeningOf(line))?.problem?.kind ?? null;
    tell({ type: 'Reporting', state: 'Inactive' });
    tell({ type: 'Voice', state: 'Inactive' });
    await until(async () => (await problem()) === 'UNAVAILABLE');
    expect((await listeningOf(line))?.state).toBe('HEARD');
    tell({ type: 'VOICE', state: 'ACTIVE' });
    await until(async () => (await problem()) === null);
    site.ring();
    await until(async () => (await callsOf(line)).length === 1);
  });

  it('tells what the caller dialled, and takes for a phone only what has its country', async () => {
    const { site, line } = await addSite();
    await startListening();
    await isHeard(line);
    const [national, international] = [site.ring({ from: '02079460000' }), site.ring()];
    await until(async () => (await callsOf(line)).length === 2);
    const seen = (await callsOf(line)).map(({ providerCallId, dialledNumber, caller }) => [
      providerCallId,
      dialledNumber,
      caller.phone,
    ]);
    expect(seen.sort()).toEqual(
      [
        [national.id, '9000', null],
        [international.id, '9000', '+5511999999999'],
      ].sort(),
    );
  });
});

describe('a rejection that met a session which was lost', () => {
  it('shows the request that was not done, and the one that was', async () => {
    const { site, line } = await addSite();
    await startListening();
    await isHeard(line);
    const rejected = async () => {
      const { id } = site.ring();
      const call = await until(async () =>
        (await callsOf(line)).find(({ providerCallId }) => providerCallId === id),
      );
      const reject = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
      await get(t.url, line.key, reject, { id: call.id });
      const attempts = `query ($id: ID!) { call(id: $id) { status
        rejection { attempts { number request outcome problem { kind httpStatus } } } } }`;
      return until(async () => {
        const answer = await get<{
          call: { status: string; rejection: { attempts: object[] } };
        }>(t.url, line.key, attempts, { id: call.id });
        return answer.call.status === 'REDIRECTED' && answer.call.rejection.attempts;
      });
    };
    expect(await rejected()).toEqual([
      { number: 1, request: 'SENT', outcome: 'DONE', problem: null },
    ]);
    site.expireSessions();
    const lost = { kind: 'NOT_CONNECTED', httpStatus: 401 };
    expect(await rejected()).toEqual([
      { number: 1, request: 'SENT', outcome: 'NOT_DONE', problem: lost },
      { number: 2, request: 'SENT', outcome: 'DONE', problem: null },
    ]);
  });
});

describe('a process that has lost a line', () => {
  it('records what it had heard before it stops', async () => {
    const { site, line } = await addSite();
    // It notices its loss before the statement that is held up fails.
    const listener = await startListening({ listenLeaseMs: 900 });
    await isHeard(line);
    const holder = postgres(t.databaseUrl, { max: 1, onnotice: () => {} });
    await holder.unsafe('begin; lock table call_aliases');
    const { id } = site.ring();
    const waiting =
      "select from pg_locks where not granted and relation = 'call_aliases'::regclass";
    await until(async () => (await holder.unsafe(waiting)).length > 0);
    const lose = "update listeners set owner = 'another', lease_until = now() + interval '1 hour'";
    await queryOnce(t.databaseUrl, `${lose} where line_id = '${line.lineId}'`);
    await until(() => site.listenersOf(agent.username) === 0);
    const stopped = end(listener);
    // Long enough for what does not wait to end.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await holder.unsafe('rollback');
    await Promise.all([holder.end(), stopped]);
    expect((await callsOf(line)).map(({ providerCallId }) => providerCallId)).toEqual([id]);
  });
});

describe('a line that is removed', () => {
  it('is listened to no longer, and its calls stay as they are known', async () => {
    const { site, line } = await addSite();
    await startListening();
    await isHeard(line);
    const { id } = site.ring();
    await untilCallsAre(line, { [id]: 'RINGING' });
    const remove = 'mutation ($id: ID!) { removePhoneLine(id: $id) { __typename } }';
    expect(await get(t.url, t.tenantKey, remove, { id: line.lineId })).toEqual({
      removePhoneLine: { __typename: 'PhoneLineRemoved' },
    });
    await until(() => site.listenersOf(agent.username) === 0);
    site.hangUp(id);
    expect(await callsOf(line)).toMatchObject([{ providerCallId: id, status: 'RINGING' }]);
    expect(await listeningOf(line)).toBeNull();
  });
});
