import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

let t: TestApp;

beforeAll(async () => {
  // A held answer is awaited however slow the machine is, and a lease ends only where `endLeases` ends it.
  t = await startTestApp({ attemptTimeoutMs: 40_000, leaseMs: 120_000 });
});
afterAll(() => t.stop());

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

async function outcomesOf(id: string): Promise<(string | null)[]> {
  const query = 'query ($id: ID!) { call(id: $id) { rejection { attempts { outcome } } } }';
  const { call } = await get<{
    call: { rejection: { attempts: { outcome: string | null }[] } };
  }>(t.url, t.key, query, { id });
  return call.rejection.attempts.map(({ outcome }) => outcome);
}
