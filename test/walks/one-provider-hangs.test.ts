import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWutsSimulator, type WutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

let t: TestApp;
let wuts: WutsSimulator;
let line: TestLine;

beforeAll(async () => {
  // No ring comes to its limit, however long it takes until it is rejected.
  t = await startTestApp({ ringLimitMs: 300_000 });
  wuts = await startWutsSimulator();
  const ringLimitMs = 300_000;
  line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url }, ringLimitMs });
  wuts.tell({ url: line.webhookUrl });
});

afterAll(async () => {
  wuts.clearFaults();
  await wuts.close();
  await t.stop();
});

async function rejectAll(key: string, ids: readonly string[]): Promise<(string | undefined)[]> {
  const answers = ids.map((id) => get<Answer>(t.url, key, rejectCall, { id }));
  return (await Promise.all(answers)).map(({ rejectCall }) => rejectCall.rejection?.state);
}

interface Answer {
  rejectCall: { rejection?: { state: string } };
}

it('a provider that hangs does not hold up the rejections at another', async () => {
  wuts.fault('reject', { is: 'hang' }, 'always');
  const stuck = Array.from(
    { length: 40 },
    (_, n) => wuts.ring({ from: `55119999000${n}@c.us` }).id,
  );
  const free = Array.from(
    { length: 20 },
    (_, n) => t.simulator.ring({ from: `5511888800${n}` }).id,
  );
  await Promise.all([wuts.webhooks.settled(), t.simulator.webhooks.settled()]);

  let answeredByTheOneThatHangs = 0;
  const waiting = rejectAll(line.key, stuck).then((states) => {
    answeredByTheOneThatHangs = states.filter((state) => state !== 'SENDING').length;
    return states;
  });
  await until(() => wuts.requests.some(({ operation }) => operation === 'reject'));
  const states = await rejectAll(t.key, free);

  expect(states).toEqual(free.map(() => 'CONFIRMED'));
  expect(answeredByTheOneThatHangs).toBe(0);
  expect(await waiting).toEqual(stuck.map(() => 'SENDING'));
});
