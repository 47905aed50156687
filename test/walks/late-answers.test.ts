import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/simulator/kit/fault.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!, $text: String!) {
  rejectCall(id: $id, followUp: { text: $text }) { __typename } }`;

let t: TestApp;

beforeAll(async () => {
  // No request is given up while the test holds its answer.
  t = await startTestApp({ leaseMs: 300_000, attemptTimeoutMs: 200_000 });
});
afterAll(() => t.stop());

const refused = { is: 'status', status: 403, body: { error: 'Forbidden' } } as const;
const gone = { is: 'status', status: 404, body: { error: 'Call not found' } } as const;
const busy = { is: 'status', status: 429 } as const;

const held = (until: Promise<unknown>, then: Fault): Fault => ({ is: 'held', until, then });

/** A call whose first request to reject is answered with this, but only after its lease has ended and a second was made. */
async function overtaken(first: Fault, second: Fault) {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  const [firstHeld, secondHeld] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  t.simulator.fault('reject', held(firstHeld.promise, first));
  t.simulator.fault('reject', held(secondHeld.promise, second));
  const requests = () => t.simulator.requests.filter(({ callId }) => callId === id).length;
  const rejecting = get(t.url, t.key, rejectCall, { id, text: `Please write about ${id}.` });
  await until(() => requests() === 1);
  // As when the database's clock is set forward, or when the answer is recorded more slowly than the lease lasts.
  const endLeases = `update effects set lease_until = now() where state = 'IN_FLIGHT'`;
  await queryOnce(t.databaseUrl, endLeases);
  await until(() => requests() === 2);
  return {
    id,
    answerFirst: async () => {
      firstHeld.resolve();
      await rejecting;
    },
    answerSecond: () => secondHeld.resolve(),
  };
}

interface Standing {
  status: string;
  endReason: string | null;
  inferred: boolean;
  rejection: {
    state: string;
    inferred: boolean;
    followUp: { state: string; notSent: { reason: string } | null };
    attempts: { outcome: string | null }[];
  };
  history: { nodes: { kind: string; cause: string | null }[] };
}

async function standingOf(id: string): Promise<string> {
  const query = `query ($id: ID!) { call(id: $id) { status endReason inferred
    rejection { state inferred followUp { state notSent { reason } } attempts { outcome } }
    history(first: 50) { nodes { kind cause } } } }`;
  const { call } = await get<{ call: Standing }>(t.url, t.key, query, { id });
  const { rejection } = call;
  const { followUp } = rejection;
  const inferred = (is: boolean) => (is ? ' (inferred)' : '');
  return [
    `${call.status}${inferred(call.inferred)}`,
    call.endReason,
    `${rejection.state}${inferred(rejection.inferred)}`,
    `text ${followUp.state} ${followUp.notSent?.reason ?? ''}`.trim(),
    rejection.attempts.map(({ outcome }) => outcome).join('+'),
  ].join(', ');
}

const standsAs = (id: string, wanted: string) =>
  until(async () => (await standingOf(id)) === wanted).catch(async () => {
    expect(await standingOf(id)).toBe(wanted);
  });

async function lastOf(id: string, kind: string): Promise<string | null | undefined> {
  const query = `query ($id: ID!) { call(id: $id) { history(first: 50) { nodes { kind cause } } } }`;
  const { call } = await get<{ call: Standing }>(t.url, t.key, query, { id });
  return call.history.nodes.findLast((entry) => entry.kind === kind)?.cause;
}

it('a rejection that was taken for ours, and of which every late answer says that nothing was done, was somebody else’s', async () => {
  const { id, answerFirst, answerSecond } = await overtaken(refused, refused);
  t.simulator.decline(id);
  await standsAs(id, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT, +');
  answerSecond();
  await standsAs(id, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT, +REFUSED');
  await answerFirst();
  // What has left stays told as sent.
  await standsAs(id, 'REJECTED, REJECTED_ELSEWHERE, ALREADY_OVER, text SENT, REFUSED+REFUSED');
  expect(await lastOf(id, 'REJECT_FOUND_CALL_OVER')).toMatch(/answered late.*had done nothing/);
});

it('a text that has not left is not sent, once a late answer says that the rejection was not ours', async () => {
  const { id, answerFirst, answerSecond } = await overtaken(refused, busy);
  for (let n = 0; n < 3; n++) t.simulator.fault('send', busy);
  const released = Promise.withResolvers<void>();
  t.simulator.fault('send', held(released.promise, busy));
  t.simulator.decline(id);
  const sends = () => t.simulator.requests.filter(({ operation }) => operation === 'send').length;
  const before = sends();
  await until(() => sends() >= before + 1);
  answerSecond();
  await standsAs(id, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENDING, +NOT_DONE');
  await answerFirst();
  released.resolve();
  const nothing = 'text NOT_SENT REJECTED_ELSEWHERE, REFUSED+NOT_DONE';
  await standsAs(id, `REJECTED, REJECTED_ELSEWHERE, ALREADY_OVER, ${nothing}`);
  expect(t.simulator.messages.filter(({ text }) => text.includes(id))).toEqual([]);
});

it('a call that was gone after a request without an answer may ring again, once the late answer says that nothing was done', async () => {
  const { id, answerFirst, answerSecond } = await overtaken(busy, gone);
  t.simulator.fault('read', gone);
  answerSecond();
  const ours = 'REJECTED (inferred), REJECTED_BY_US, ACCEPTED (inferred)';
  await standsAs(id, `${ours}, text SENT, +ALREADY_OVER`);
  await answerFirst();
  const over = 'ENDED (inferred), UNKNOWN, ALREADY_OVER (inferred)';
  await standsAs(id, `${over}, text SENT, NOT_DONE+ALREADY_OVER`);
  await get(t.url, t.key, rejectCall, { id, text: 'Please write.' });
  await until(async () => (await standingOf(id)).startsWith('REJECTED, REJECTED_BY_US, CONFIRMED'));
});

it('a late answer that may have acted leaves the claim', async () => {
  const { id, answerFirst, answerSecond } = await overtaken({ is: 'process-then-reset' }, refused);
  t.simulator.decline(id);
  await standsAs(id, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT, +');
  answerSecond();
  await standsAs(id, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT, +REFUSED');
  await answerFirst();
  await standsAs(id, 'REJECTED, REJECTED_BY_US, CONFIRMED, text SENT, UNKNOWN+REFUSED');
});

it('a refusal that left open what an earlier request did, leaves nothing open once that one is answered', async () => {
  const { id, answerFirst, answerSecond } = await overtaken(busy, refused);
  answerSecond();
  await standsAs(id, 'RINGING, , REFUSED, text NOT_SENT END_UNKNOWN, +REFUSED');
  await answerFirst();
  await until(async () => (await standingOf(id)).endsWith('NOT_DONE+REFUSED'));
  t.simulator.decline(id);
  await until(async () => (await standingOf(id)).startsWith('REJECTED, REJECTED_ELSEWHERE'));
});
