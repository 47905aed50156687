import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!, $followUp: CallFollowUpInput) {
  rejectCall(id: $id, followUp: $followUp) { __typename } }`;

let t: TestApp;

beforeAll(async () => {
  // A request is held for as long as a test takes.
  t = await startTestApp({ attemptTimeoutMs: 40_000, leaseMs: 120_000 });
});
afterAll(() => t.stop());

async function ring(): Promise<string> {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  return id;
}

/** More than one run reads. */
async function ringOften(): Promise<string[]> {
  const ids = Array.from({ length: 101 }, () => t.simulator.ring().id);
  await t.simulator.webhooks.settled();
  return ids;
}

/** `longAgo`: before the ring limit of any other call. */
const passedLimit = (longAgo: '1 hour' | '1 second') =>
  `ring_deadline_at = now() - interval '${longAgo}'`;

const named = (ids: readonly string[]) =>
  `provider_call_id in (${ids.map((id) => `'${id}'`).join()})`;

async function statusOf(id: string): Promise<string> {
  const query = 'query ($id: ID!) { call(id: $id) { status } }';
  return (await get<{ call: { status: string } }>(t.url, t.key, query, { id })).call.status;
}

/** A row that the database will not have changed, and whose ring is over. */
async function spoil(id: string): Promise<void> {
  await queryOnce(
    t.databaseUrl,
    `update calls set ring_deadline_at = now() - interval '1 second' where provider_call_id = '${id}';
     create function refuse() returns trigger language plpgsql as 'begin raise exception ''spoilt''; end';
     create trigger spoilt before update on calls for each row
       when (old.provider_call_id = '${id}') execute function refuse()`,
  );
}

it('a ring that cannot be ended holds up neither the other rings nor the texts that are due', async () => {
  const [spoilt, over, rejected] = [await ring(), await ring(), await ring()];
  await spoil(spoilt);
  await queryOnce(
    t.databaseUrl,
    `update calls set ring_deadline_at = now() - interval '1 second' where provider_call_id = '${over}'`,
  );
  const followUp = { text: 'Please write to us.' };
  await get(t.url, t.key, rejectCall, { id: rejected, followUp });
  await until(() => t.simulator.messages.length === 1);

  await until(async () => (await statusOf(over)) === 'MISSED');
  await until(() => t.logged.some((line) => line.includes('ending a ring past its limit failed')));
});

it('rings that cannot be ended do not hold up the others, however many they are', async () => {
  const spoilt = await ringOften();
  const over = await ring();
  await queryOnce(
    t.databaseUrl,
    `update calls set ${passedLimit('1 hour')} where ${named(spoilt)};
     create function refuse_many() returns trigger language plpgsql as 'begin raise exception ''spoilt''; end';
     create trigger many_spoilt before update on calls for each row
       when (old.${named(spoilt)}) execute function refuse_many();
     update calls set ${passedLimit('1 second')} where ${named([over])}`,
  );
  await until(async () => (await statusOf(over)) === 'MISSED');

  await queryOnce(t.databaseUrl, 'drop trigger many_spoilt on calls');
  for (const id of spoilt) await until(async () => (await statusOf(id)) === 'MISSED');
});

it('rings about which a provider that hangs is asked do not hold up the others, however many they are', async () => {
  const asked = await ringOften();
  const over = await ring();
  const released = Promise.withResolvers<void>();
  t.simulator.fault('read', { is: 'held', until: released.promise }, 'always');
  const accepted = `{"id": "rej_1", "state": "ACCEPTED", "reason": "DECLINED",
    "requestedBy": {"kind": "SYSTEM"}, "requestedAt": "2026-01-01T00:00:00Z"}`;
  await queryOnce(
    t.databaseUrl,
    `update calls set ${passedLimit('1 hour')}, status = 'REJECTING', rejection = '${accepted}'
       where ${named(asked)};
     update calls set ${passedLimit('1 second')} where ${named([over])}`,
  );
  await until(async () => (await statusOf(over)) === 'MISSED');

  expect(new Set(await Promise.all(asked.map(statusOf)))).toEqual(new Set(['REJECTING']));
  released.resolve();
});
