import { afterAll, beforeAll, expect, it } from 'vitest';
import { queryOnce } from '../faults/stage.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
/** So many of a line at once; one look may find it one short of them, and takes no more than as many again. */
const slotsOfALine = 8;
/** More than a process carries out at once, of all lines. */
const texts = 40;

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

it('a line whose texts hang leaves the other slots to other lines', async () => {
  t.simulator.fault('send', { is: 'hang' }, 'always');
  const ids = Array.from({ length: texts }, (_, n) => {
    return t.simulator.ring({ from: `55119999000${String(n).padStart(2, '0')}` }).id;
  });
  await t.simulator.webhooks.settled();
  await Promise.all(ids.map((id) => get(t.url, t.key, rejectCall, { id })));

  let most = 0;
  await until(async () => {
    const [seen] = await queryOnce<{ taken: number; ended: number }>(
      t.databaseUrl,
      `select count(*) filter (where state = 'IN_FLIGHT')::int as taken,
         count(*) filter (where state = 'SETTLED')::int as ended from effects where kind = 'text'`,
    );
    most = Math.max(most, seen?.taken ?? 0);
    return seen?.ended;
  });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(2 * slotsOfALine);
});
