import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { ask } from '../support/client.ts';
import { until } from '../support/until.ts';
import { type CommitGate, makeCommitGate } from './commit-gate.ts';
import { type ServiceProcess, startAppProcess } from './service-process.ts';
import { ringOnce, ringUntilTaken } from './stage.ts';

const rejectCall = `mutation ($id: ID!, $key: String) { rejectCall(id: $id, idempotencyKey: $key) {
  ... on CallRejected { rejection { state } } } }`;
const count = 20;

let t: TestApp;
let past: postgres.Sql;
let doomed: ServiceProcess[];

beforeAll(async () => {
  t = await startTestApp();
  past = postgres(t.databaseUrl, { max: 1, onnotice: () => {} });
  const overrides = { limits: { statementTimeoutMs: 30_000 } };
  const start = () => startAppProcess(t.databaseUrl, { poolSize: 4, overrides });
  doomed = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all(doomed.map(({ child }) => child.kill('SIGKILL')));
  await past.end();
  await t.stop();
});

/** The kinds of what is recorded of each call with such an id. */
async function recorded(idsLike: string): Promise<string[]> {
  const calls = await past<{ kinds: string }[]>`
    select string_agg(kind, ' ' order by revision) as kinds from journal
    where call->>'provider_call_id' like ${idsLike} group by call_id`;
  return calls.map(({ kinds }) => kinds);
}

/**
 * Kills the process while a batch of it is about to be committed, and returns the calls of the batch once it is. What is
 * sent first goes alone and is held as well, so that the others form a batch.
 */
async function killDuringBatch(child: Child, gate: CommitGate, kind: string): Promise<string[]> {
  await until(async () => (await gate.waiting()).length > 0);
  await child.kill('SIGKILL');
  await gate.open();
  await until(async () => (await gate.waiting()).length === 0);
  const [largest] = await past<{ ids: string[] }[]>`
    select array_agg(call->>'provider_call_id') as ids from journal
    where kind = ${kind} group by xid order by count(*) desc limit 1`;
  return largest?.ids ?? [];
}

it('a process that is killed between a batch and its acknowledgement has recorded each ring once, whoever is told of it again', async () => {
  const gate = await makeCommitGate(past, { kind: 'RANG', atLeast: 1 });
  const { child, url } = doomed.pop() as ServiceProcess;
  // Rings of a caller who is not known yet are recorded one after the other.
  await ringOnce(t.webhookUrl, 'call_FIRST');
  const ids = Array.from({ length: count }, (_, n) => `call_KILLED_${n}`);
  await gate.close();
  const replies = ids.map((id) => ringOnce(t.webhookUrl.replace(t.url, url), id));
  const batch = await killDuringBatch(child, gate, 'RANG');
  expect(batch.length).toBeGreaterThan(1);
  const taken = (await Promise.all(replies)).filter(({ status }) => status === 200);
  expect(taken.filter(({ id }) => batch.includes(id))).toEqual([]);
  const told = await Promise.all(ids.map((id) => ringUntilTaken(t.webhookUrl, id)));
  expect(told.map((statuses) => statuses.at(-1))).toEqual(ids.map(() => 200));
  expect(await recorded('call_KILLED%')).toEqual(ids.map(() => 'RANG'));
  await gate.remove();
});

it('a process that is killed between a batch and its acknowledgement has each of its rejections finished by another, once', async () => {
  const gate = await makeCommitGate(past, { kind: 'REJECT_REQUESTED', atLeast: 1 });
  const { child, url } = doomed.pop() as ServiceProcess;
  const ids = Array.from({ length: count }, (_, n) => t.simulator.ring({ id: `call_ASKED_${n}` }));
  await t.simulator.webhooks.settled();
  await gate.close();
  const reject = (at: string, id: string) =>
    ask<{ rejectCall: object }>(at, t.key, rejectCall, { id, key: `of ${id}` });
  const lost = ids.map(({ id }) => reject(url, id).catch(() => 'never came'));
  const batch = await killDuringBatch(child, gate, 'REJECT_REQUESTED');
  expect(batch.length).toBeGreaterThan(1);
  await Promise.all(lost);
  // The clients repeat what they were not told of. Whether it was recorded, they cannot know.
  const answers = await Promise.all(ids.map(({ id }) => reject(t.url, id)));
  const state = expect.stringMatching(/^(SENDING|CONFIRMED)$/);
  expect(answers).toEqual(ids.map(() => ({ data: { rejectCall: { rejection: { state } } } })));
  const isDone = (kinds: string) => kinds.includes(' REJECTED');
  await until(async () => (await recorded('call_ASKED%')).every(isDone));
  const story = (kinds: string) => kinds.replaceAll(' NOTED', '');
  expect((await recorded('call_ASKED%')).map(story)).toEqual(
    ids.map(() => 'RANG REJECT_REQUESTED REJECTED'),
  );
  const requestsFor = (id: string) => t.simulator.requests.filter(({ callId }) => callId === id);
  expect(batch.map((id) => requestsFor(id).length)).toEqual(batch.map(() => 1));
  await gate.remove();
});
