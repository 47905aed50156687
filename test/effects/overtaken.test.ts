import { afterAll, afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

let t: TestApp;
let aheadMs = 0;

beforeAll(async () => {
  // A held answer is awaited however slow the machine is, and a lease ends only where `endLeases` ends it.
  const now = () => new Date(Date.now() + aheadMs);
  t = await startTestApp({ attemptTimeoutMs: 40_000, leaseMs: 120_000, now });
});
afterAll(() => t.stop());
afterEach(() => {
  aheadMs = 0;
});

it('a rejection that waits to be sent again is not, once the caller has hung up', async () => {
  const own = await startTestApp();
  const { id } = own.simulator.ring();
  await own.simulator.webhooks.settled();
  const headers = { 'retry-after': '5' };
  own.simulator.fault('reject', { is: 'status', status: 429, headers });
  const answer = await get(own.url, own.key, rejectCall, { id });
  expect(answer).toEqual({ rejectCall: { rejection: { state: 'SENDING' } } });
  own.simulator.hangUp(id);
  await own.simulator.webhooks.settled();

  expect(await historyOf(own.url, own.key, id)).toEqual([
    'RANG by PILOT_STATUS: RINGING',
    'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
    'MISSED by PILOT_STATUS: MISSED, rejection ALREADY_OVER',
  ]);
  const effects = 'select kind, state, attempts from effects';
  expect(await queryOnce(own.databaseUrl, effects)).toEqual([
    { kind: 'reject', state: 'SETTLED', attempts: 1 },
  ]);
  await own.stop();
});

it('a request that the end of the call has overtaken is among the attempts with what it came to', async () => {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  const ended = Promise.withResolvers<void>();
  t.simulator.fault('reject', { is: 'held', until: ended.promise });
  const before = t.simulator.requests.length;
  const answer = get(t.url, t.key, rejectCall, { id });
  await until(() => t.simulator.requests.length > before);
  t.simulator.hangUp(id);
  await t.simulator.webhooks.settled();
  ended.resolve();
  await answer;

  const attempts =
    'query ($id: ID!) { call(id: $id) { rejection { state attempts { number outcome } } } }';
  expect(await get(t.url, t.key, attempts, { id })).toEqual({
    call: {
      rejection: { state: 'ALREADY_OVER', attempts: [{ number: 1, outcome: 'ALREADY_OVER' }] },
    },
  });
});

it('an attempt that another has overtaken changes nothing by its outcome, which is noted', async () => {
  const { id, rejecting, first, second } = await askTwice({ first: 403 });
  first.resolve();
  await rejecting;

  const asked = [
    'RANG by PILOT_STATUS: RINGING',
    'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
  ];
  expect(await outcomesOf(id)).toEqual(['REFUSED', null]);
  const late = 'NOTED by PILOT_STATUS: REJECTING, rejection SENDING';
  expect(await historyOf(t.url, t.key, id)).toEqual([...asked, late]);
  second.resolve();
  await until(async () => (await outcomesOf(id))[1] === 'DONE');
  // The provider's event may come before its answer, and is noted then.
  const isNews = (line: string) => !line.startsWith('NOTED');
  expect((await historyOf(t.url, t.key, id)).filter(isNews).slice(0, 3)).toEqual([
    ...asked,
    'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
  ]);
});

it('an attempt that was carried out settles the rejection also when another has overtaken it, and no third follows', async () => {
  const { id, rejecting, first, second, requests } = await askTwice({ second: 429 });
  // The provider's event would settle the rejection, too.
  t.simulator.webhooks.hold();
  onTestFinished(() => t.simulator.webhooks.release('as-sent'));
  first.resolve();
  expect(await rejecting).toEqual({ rejectCall: { rejection: { state: 'CONFIRMED' } } });
  second.resolve();

  await until(async () => (await outcomesOf(id))[1] !== null);
  expect(await outcomesOf(id)).toEqual(['DONE', 'NOT_DONE']);
  const effects = `select e.state from effects e join calls c on c.id = e.call_id
    where c.provider_call_id = '${id}' and e.kind = 'reject'`;
  expect(await queryOnce(t.databaseUrl, effects)).toEqual([{ state: 'SETTLED' }]);
  expect(requests()).toBe(2);
});

it('an attempt that is answered when another has settled the rejection is among the attempts, and changes nothing', async () => {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  const answered = Promise.withResolvers<void>();
  hold(answered.promise, 403);
  const requests = () => t.simulator.requests.filter(({ callId }) => callId === id).length;
  const rejecting = get(t.url, t.key, rejectCall, { id });
  await until(() => requests() === 1);
  await endLeases();
  await until(async () => (await outcomesOf(id))[1] === 'DONE');
  await t.simulator.webhooks.settled();
  const before = await historyOf(t.url, t.key, id);
  answered.resolve();
  await rejecting;

  await until(async () => (await outcomesOf(id))[0] !== null);
  expect(await outcomesOf(id)).toEqual(['REFUSED', 'DONE']);
  expect(await historyOf(t.url, t.key, id)).toEqual(before);
});

it('an attempt whose process dies after another was accepted is followed by no third', async () => {
  const { id, key, hold, requests } = await ringAtGenesys();
  const [first, second] = [hold(), hold()];
  const rejecting = get(t.url, key, rejectCall, { id });
  await until(() => requests() === 1);
  await endLeases();
  await until(() => requests() === 2);
  first.resolve();
  expect(await rejecting).toEqual({ rejectCall: { rejection: { state: 'ACCEPTED' } } });
  // As when the process of the second attempt has died.
  await endLeases();

  await until(async () => (await outcomesOf(id, key))[2]);
  expect([await outcomesOf(id, key), requests()]).toEqual([['DONE', null, 'NOT_DONE'], 2]);
  expect((await historyOf(t.url, key, id)).at(-1)).toBe(
    'REJECT_ACCEPTED by GENESYS: REJECTING, rejection ACCEPTED',
  );
  second.resolve();
});

it('an attempt of a rejection that expired leaves the next rejection alone when its process dies', async () => {
  const { id, key, answers, rejecting, requests, ofFirst } = await askAgainAfterExpiry();
  await queryOnce(t.databaseUrl, `update effects set lease_until = now() where ${ofFirst}`);

  const settled = `select 1 from effects where state = 'SETTLED' and ${ofFirst}`;
  await until(async () => (await queryOnce(t.databaseUrl, settled)).length === 1);
  expect((await historyOf(t.url, key, id)).at(-1)).toContain('REJECTING, rejection SENDING');
  expect(requests()).toBe(3);
  for (const answer of answers) answer.resolve();
  await Promise.all(rejecting);
});

it.each([
  { outcome: 'NOT_DONE', late: { status: 503, body: {} } },
  { outcome: 'REFUSED', late: { status: 403, body: { statusCode: 3 } } },
])(
  'an attempt of a rejection that expired leaves the next rejection alone when it is $outcome',
  async ({ outcome, late }) => {
    const { id, key, answers, rejecting, ofFirst } = await askAgainAfterExpiry(undefined, late);
    answers[1]?.resolve();
    const ended = `select 1 from effect_attempts where number = 2 and outcome = '${outcome}'
    and effect_id in (select id from effects where ${ofFirst})`;
    await until(async () => (await queryOnce(t.databaseUrl, ended)).length === 1);
    expect((await historyOf(t.url, key, id)).at(-1)).toContain('REJECTING, rejection SENDING');
    answers[2]?.resolve();

    expect(await rejecting[1]).toEqual({ rejectCall: { rejection: { state: 'ACCEPTED' } } });
    answers[0]?.resolve();
    await rejecting[0];
  },
);

it('an attempt of a rejection that expired settles the end that waits for its answer', async () => {
  const refused = { status: 403, body: { statusCode: 3 } };
  const busy = { status: 503, body: {}, headers: { 'retry-after': '20' } };
  const { id, key, answers, rejecting, genesys } = await askAgainAfterExpiry(
    refused,
    refused,
    busy,
  );
  answers[0]?.resolve();
  await rejecting[0];
  answers[2]?.resolve();
  await rejecting[1];
  genesys.hangUp(id);
  const last = async () => (await historyOf(t.url, key, id)).at(-1);
  await until(async () => (await last())?.startsWith('NOTED by GENESYS: REJECTING'));
  answers[1]?.resolve();
  await until(async () => !(await last())?.startsWith('NOTED'));
  expect(await last()).toBe('MISSED by GENESYS: MISSED, rejection ALREADY_OVER');
});

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Record<string, string>;
}

/** A rejection expires while its second attempt is in flight, and the next one is sent. All three answers are held. */
async function askAgainAfterExpiry(first?: Answer, second?: Answer, third?: Answer) {
  const { id, key, hold, requests, genesys } = await ringAtGenesys();
  const answers = [hold(first), hold(second), hold(third)];
  const rejecting = [get(t.url, key, rejectCall, { id })];
  await until(() => requests() === 1);
  await endLeases();
  await until(() => requests() === 2);
  const body = { statusCode: 0, call: { state: 'ringing' } };
  genesys.fault('call', { is: 'status', status: 200, body });
  aheadMs = 46_000;
  await until(async () =>
    (await historyOf(t.url, key, id)).some((line) => line.startsWith('REJECT_EXPIRED')),
  );
  rejecting.push(get(t.url, key, rejectCall, { id }));
  await until(() => requests() === 3);
  const ofFirst = `kind = 'reject' and attempts >= 2 and call_id =
    (select call_id from call_aliases where provider_call_id = '${id}')`;
  return { id, key, genesys, answers, rejecting, requests, ofFirst };
}

/** Genesys accepts a rejection before it carries it out. */
async function ringAtGenesys() {
  const genesys = await startGenesysSimulator({ pollMs: 2000 });
  onTestFinished(() => genesys.close());
  const { username = '', password = '' } = genesys.agents[0] ?? {};
  const { key } = await addLine(t, { genesys: { baseUrl: genesys.url, username, password } });
  await until(() => genesys.listenersOf(username) > 0);
  const { id } = genesys.ring({ agent: username });
  await until(async () => (await historyOf(t.url, key, id)).length === 1);
  /** The answer to the next request to reject is held. By default it then accepts the rejection. */
  function hold(answer: Answer = { status: 200, body: { statusCode: 0 } }) {
    const answered = Promise.withResolvers<void>();
    const then = { is: 'status', ...answer } as const;
    genesys.fault('reject', { is: 'held', until: answered.promise, then });
    return answered;
  }
  const requests = () => genesys.requests.filter(({ operation }) => operation === 'reject').length;
  return { id, key, genesys, hold, requests };
}

/** Two processes ask to reject one call, because the lease of the first attempt is over. Each answer is held until it is resolved. */
async function askTwice(statuses: { first?: number; second?: number }) {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  hold(first.promise, statuses.first);
  hold(second.promise, statuses.second);
  const requests = () => t.simulator.requests.filter(({ callId }) => callId === id).length;
  const rejecting = get(t.url, t.key, rejectCall, { id });
  await until(() => requests() === 1);
  await endLeases();
  await until(() => requests() === 2);
  return { id, rejecting, first, second, requests };
}

/** Without a status, the simulator carries the rejection out. */
function hold(until: Promise<void>, status?: number): void {
  const then = status === undefined ? undefined : ({ is: 'status', status } as const);
  t.simulator.fault('reject', { is: 'held', until, ...(then && { then }) });
}

/** As when the database's clock is set forward. */
async function endLeases(): Promise<void> {
  await queryOnce(
    t.databaseUrl,
    `update effects set lease_until = now() where state = 'IN_FLIGHT'`,
  );
}

async function outcomesOf(id: string, key = t.key): Promise<(string | null)[]> {
  const query = 'query ($id: ID!) { call(id: $id) { rejection { attempts { outcome } } } }';
  const { call } = await get<{
    call: { rejection: { attempts: { outcome: string | null }[] } };
  }>(t.url, key, query, { id });
  return call.rejection.attempts.map(({ outcome }) => outcome);
}
