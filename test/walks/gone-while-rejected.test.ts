import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import type { Fault } from '../../src/simulator/kit/fault.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

let t: TestApp;
const afterwards: (() => Promise<void>)[] = [];

beforeAll(async () => {
  // No request is given up while the test holds its answer.
  t = await startTestApp({ leaseMs: 300_000, attemptTimeoutMs: 200_000, listenLeaseMs: 3000 });
});
afterAll(async () => {
  await Promise.all(afterwards.map((end) => end()));
  await t.stop();
});

const busy = { is: 'status', status: 429 } as const;
const notFound = { is: 'status', status: 404, body: { statusCode: 6 } } as const;
const stating = (state: string) =>
  ({ is: 'status', status: 200, body: { statusCode: 0, call: { state } } }) as const;
const nothingListed = { is: 'status', status: 200, body: { statusCode: 0, calls: [] } } as const;
const voiceIsBack = { service: { type: 'Voice', state: 'Active' } };

const heldThen = (until: Promise<unknown>, then: Fault): Fault => ({ is: 'held', until, then });

/** A call that Genesys no longer lists, and of which it has reported no end, while our request to reject it has no answer yet. */
async function goneWhileRejected(answer: Fault) {
  const site = await startGenesysSimulator({ requeueAfterMs: 60_000, pollMs: 2000 });
  afterwards.push(site.close);
  const { username = '', password = '' } = site.agents[0] ?? {};
  const { key } = await addLine(t, { genesys: { baseUrl: site.url, username, password } });
  await until(() => site.listenersOf(username) > 0);
  const { id } = site.ring({ agent: username });
  await until(async () => (await historyOf(t.url, key, id)).length === 1);

  const held = Promise.withResolvers<void>();
  site.fault('reject', heldThen(held.promise, answer));
  const query = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
  const rejecting = get(t.url, key, query, { id });
  await until(() => site.requests.some(({ operation }) => operation === 'reject'));
  // The current calls are read again when the voice service is back.
  site.fault('calls', nothingListed, 'always');
  const last = async () => (await historyOf(t.url, key, id)).at(-1);
  await until(async () => {
    site.publish(username, '/notifications/services', voiceIsBack);
    return (await last())?.startsWith('NOTED');
  });

  const standing = () => standingOf(key, id);
  return {
    ...{ id, site, last },
    answer: async () => {
      held.resolve();
      await rejecting;
    },
    standsAs: (wanted: string) =>
      until(async () => (await standing()) === wanted).catch(async () => {
        expect([await standing(), await historyOf(t.url, key, id)]).toEqual(wanted);
      }),
  };
}

interface Standing {
  status: string;
  endReason: string | null;
  inferred: boolean;
  rejection: { state: string; inferred: boolean };
  history: { nodes: { actor: { kind: string }; cause: string | null }[] };
}

/** With the actor and the cause of the last entry of the history. */
async function standingOf(key: string, id: string): Promise<string> {
  const query = `query ($id: ID!) { call(id: $id) { status endReason inferred rejection { state inferred }
    history(first: 50) { nodes { kind actor { kind } cause } } } }`;
  const { call } = await get<{ call: Standing }>(t.url, key, query, { id });
  const inferred = (is: boolean) => (is ? ' (inferred)' : '');
  const { status, endReason, rejection, history } = call;
  const { actor, cause } = history.nodes.at(-1) ?? {};
  return [
    `${status}${inferred(call.inferred)}`,
    ...(endReason ? [endReason] : []),
    `${rejection.state}${inferred(rejection.inferred)}`,
    `${actor?.kind}: ${cause}`,
  ].join(', ');
}

/** The requests under way count as ones that may have acted, until they are answered. */
const endLeases = () =>
  queryOnce(t.databaseUrl, `update effects set lease_until = now() where state = 'IN_FLIGHT'`);

const late = 'a request to reject was answered late: it had done nothing, and so had every other';
const vanished = 'SYSTEM: the provider no longer lists the call, and reported no end';

it('a call that was gone while a request was under way, of which then nothing was done, is over by inference until its provider reports the end', async () => {
  const call = await goneWhileRejected(busy);
  expect(await call.last()).toBe('NOTED by calls subgraph: REJECTING, rejection SENDING');
  await call.answer();
  await call.standsAs(`ENDED (inferred), UNKNOWN, ALREADY_OVER, ${vanished}`);
  call.site.hangUp(call.id);
  await call.standsAs('MISSED, UNKNOWN, ALREADY_OVER, PROVIDER: null');
});

it('a call that was gone while a request was under way, of which nobody knows what it did, is back in its queue by inference until its provider says otherwise', async () => {
  const call = await goneWhileRejected({ is: 'reset-before-processing' });
  await call.answer();
  const ours = 'REDIRECTED (inferred), RETURNED_TO_QUEUE, REDIRECTED (inferred)';
  await call.standsAs(`${ours}, ${vanished}`);
  call.site.answer(call.id);
  await call.standsAs('ANSWERED, ALREADY_OVER, PROVIDER: null');
});

it('a call that was gone is over by inference alone, once a late answer says that nothing was done, until its provider reports the end', async () => {
  const call = await goneWhileRejected(busy);
  await endLeases();
  const ours = 'REDIRECTED (inferred), RETURNED_TO_QUEUE, REDIRECTED (inferred)';
  await call.standsAs(`${ours}, ${vanished}`);
  await call.answer();
  await call.standsAs(`ENDED (inferred), UNKNOWN, ALREADY_OVER, PROVIDER: ${late}`);
  call.site.hangUp(call.id);
  await call.standsAs('MISSED, UNKNOWN, ALREADY_OVER, PROVIDER: null');
});

it('a call whose end was reported after it was gone was missed, once a late answer says that nothing was done', async () => {
  const call = await goneWhileRejected(busy);
  await endLeases();
  const ours = 'REDIRECTED (inferred), RETURNED_TO_QUEUE, REDIRECTED (inferred)';
  await call.standsAs(`${ours}, ${vanished}`);
  call.site.hangUp(call.id);
  const reported = 'the provider reported an end that may be our rejection';
  await call.standsAs(`${ours}, PROVIDER: ${reported}, and a request may have caused it`);
  await call.answer();
  await call.standsAs(`MISSED, UNKNOWN, ALREADY_OVER, PROVIDER: ${late}`);
});

it('what the provider reports of a call that was gone counts, although its request is still under way', async () => {
  const answered = await goneWhileRejected(busy);
  answered.site.answer(answered.id);
  await answered.standsAs('ANSWERED, ALREADY_OVER, PROVIDER: null');
  await answered.answer();

  const released = await goneWhileRejected(busy);
  released.site.hangUp(released.id);
  const waits = 'PROVIDER: released: the answer to the request in flight will tell by whom';
  await released.standsAs(`REJECTING, SENDING, ${waits}`);
  await released.answer();
  await released.standsAs('MISSED, UNKNOWN, ALREADY_OVER, PROVIDER: null');
});

it.each([
  ['Established', 'ANSWERED, ALREADY_OVER, PROVIDER: null'],
  ['Released', 'MISSED, UNKNOWN, ALREADY_OVER, PROVIDER: null'],
])('a call that was gone is %s if its provider says so when it is asked', async (state, wanted) => {
  const call = await goneWhileRejected(notFound);
  call.site.fault('call', stating(state));
  await call.answer();
  await call.standsAs(wanted);
});
