import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
/** So many of a line at once; a look that finds it one short of them takes no more than as many again. */
const slotsOfALine = 4;
/** More than these, and fewer than a process carries out at once. */
const texts = 20;

let t: TestApp;

beforeAll(async () => {
  // Long, so that no text is given up while the machine is busy.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
});
afterAll(() => t.stop());

const headers = { 'retry-after': '20' };
const notNow = { is: 'status', status: 429, headers } as const;

/** Texts that are all due at once, while nobody is there to send them, and a reject that is not due yet. */
async function leaveWork(): Promise<string> {
  t.simulator.fault('send', notNow, 'always');
  const ids = Array.from({ length: texts }, (_, n) => {
    return t.simulator.ring({ from: `55119999000${String(n).padStart(2, '0')}` }).id;
  });
  await t.simulator.webhooks.settled();
  await Promise.all(ids.map((id) => get(t.url, t.key, rejectCall, { id })));
  await until(async () => (await count(`state = 'PENDING' and attempts > 0`)) === texts);
  const rejected = t.simulator.ring().id;
  await t.simulator.webhooks.settled();
  t.simulator.fault('reject', notNow);
  await get(t.url, t.key, rejectCall, { id: rejected });
  await t.app.stop();
  await queryOnce(t.databaseUrl, `update effects set not_before = now() where kind = 'text'`);
  return rejected;
}

async function count(which: string): Promise<number> {
  const rows = await queryOnce(
    t.databaseUrl,
    `select 1 from effects where kind = 'text' and ${which}`,
  );
  return rows.length;
}

it('a line whose texts hang leaves the other slots to other lines, and to its own rejects', async () => {
  const rejected = await leaveWork();
  t.simulator.clearFaults();
  const released = Promise.withResolvers<void>();
  t.simulator.fault('send', { is: 'held', until: released.promise }, 'always');
  const before = t.simulator.requests.length;
  const since = () => t.simulator.requests.slice(before);
  const starting = t.another();
  await until(() => since().length >= slotsOfALine);
  await queryOnce(t.databaseUrl, `update effects set not_before = now() where kind = 'reject'`);
  await until(() => since().some(({ callId }) => callId === rejected));
  expect(since().filter(({ operation, endedAt }) => operation === 'send' && endedAt)).toEqual([]);

  let most = await count(`state = 'IN_FLIGHT'`);
  released.resolve();
  await until(async () => {
    most = Math.max(most, await count(`state = 'IN_FLIGHT'`));
    return (await count(`state = 'SETTLED'`)) >= texts;
  });
  await starting;
  expect(most).toBeLessThan(2 * slotsOfALine);
});
