import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

interface Leg {
  id: string;
  status: string;
  previousLeg: { id: string } | null;
  nextLeg: { id: string } | null;
}

let t: TestApp;
let genesys: Awaited<ReturnType<typeof startGenesysSimulator>>;
let line: TestLine;
let agent = '';

beforeAll(async () => {
  t = await startTestApp({ listenLeaseMs: 1500 });
  genesys = await startGenesysSimulator({ requeueAfterMs: 50, pollMs: 2000 });
  const { username = '', password = '' } = genesys.agents[0] ?? {};
  agent = username;
  const account = { baseUrl: genesys.url, username, password };
  line = await addLine(t, { ringLimitMs: 300_000, genesys: account });
  await until(() => genesys.listenersOf(username) > 0);
});
afterAll(async () => {
  await t.stop();
  await genesys.close();
});

async function legs(key = line.key): Promise<Leg[]> {
  const query = '{ calls(first: 10) { nodes { id status previousLeg { id } nextLeg { id } } } }';
  return (await get<{ calls: { nodes: Leg[] } }>(t.url, key, query)).calls.nodes.reverse();
}

/** Once the latest of so many rings. */
const ringing = (count: number) =>
  until(async () => {
    const all = await legs();
    return all.length === count && all.at(-1)?.status === 'RINGING' && all;
  });

async function sendBack(id: string): Promise<void> {
  await get(t.url, line.key, 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }', { id });
}

it('a customer who is sent back again and again comes after the leg before, and not after what was long ago', async () => {
  genesys.ring({ agent });
  const [first] = await ringing(1);
  await sendBack(first?.id ?? '');
  const [, second] = await ringing(2);
  await sendBack(second?.id ?? '');
  const [, , third] = await ringing(3);
  expect((await legs()).map(({ previousLeg }) => previousLeg?.id)).toEqual([
    undefined,
    first?.id,
    second?.id,
  ]);

  const age = `update calls set ringing_at = ringing_at - interval '6 minutes'`;
  await queryOnce(t.databaseUrl, age);
  await sendBack(third?.id ?? '');
  expect((await ringing(4)).at(-1)?.previousLeg).toBe(null);
});

it('who may not use the line of the next leg does not see it', async () => {
  const [first, second] = await legs();
  const other = await addLine(t, {
    pilotStatus: { apiKey: 'ps_another_key', baseUrl: t.simulator.url },
  });
  const move = `update calls set line_id = '${other.lineId}' where id = '${second?.id}'`;
  await queryOnce(t.databaseUrl, move);
  const query = 'query ($id: ID!) { call(id: $id) { nextLeg { id } } }';
  const nextOf = (key: string) => get(t.url, key, query, { id: first?.id });
  expect(await nextOf(t.tenantKey)).toEqual({ call: { nextLeg: { id: second?.id } } });
  expect(await nextOf(line.key)).toEqual({ call: { nextLeg: null } });
});

it('of several next legs the earliest is shown', async () => {
  const [first, second, third] = await legs(t.tenantKey);
  const join = `update calls set previous_leg_id = '${first?.id}' where id = '${third?.id}'`;
  await queryOnce(t.databaseUrl, join);
  const query = 'query ($id: ID!) { call(id: $id) { nextLeg { id } } }';
  expect(await get(t.url, t.tenantKey, query, { id: first?.id })).toEqual({
    call: { nextLeg: { id: second?.id } },
  });
});
