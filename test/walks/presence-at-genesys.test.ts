import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { probe, setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';

interface Leg {
  readonly decision: { readonly verdict: string; readonly sentence: string } | null;
}

const ana = { username: 'ana', password: 'simulated', phoneNumber: '5001' };
const ben = { username: 'ben', password: 'simulated', phoneNumber: '5002' };
let t: TestApp;
let genesys: Awaited<ReturnType<typeof startGenesysSimulator>>;
const lines = new Map<string, TestLine>();

function lineOf(username: string): TestLine {
  const line = lines.get(username);
  if (!line) throw new Error(`${username} has no line`);
  return line;
}

beforeAll(async () => {
  t = await startTestApp({ listenLeaseMs: 1500 });
  genesys = await startGenesysSimulator({ agents: [ana, ben], requeueAfterMs: 10, pollMs: 2000 });
  genesys.setState('ana', { userState: 'LoggedOut' });
  genesys.setState('ben', { userState: 'Ready' });
  for (const agent of [ana, ben]) {
    const { username, password } = agent;
    const line = await addLine(t, { genesys: { baseUrl: genesys.url, username, password } });
    lines.set(username, line);
    await setPolicies(t, line.lineId, {
      policies: [{ presence: { whenBusy: 'REJECT', whenUnknown: 'RING' } }],
    });
  }
  await untilRecorded(ana, /no agent of the line is online/);
  await untilRecorded(ben, /1 agent of the line is online and free/);
});
afterAll(async () => {
  await t.stop();
  await genesys.close();
});

/** Once the presence of an agent is what a policy would say of a ring now. */
async function untilRecorded({ username }: typeof ana, because: RegExp): Promise<void> {
  const lineId = lineOf(username).lineId;
  const input = { lineId, caller: { phone: '+447700900155' } };
  await until(async () =>
    (await probe(t, t.tenantKey, input)).causes.some((cause) => because.test(cause.because)),
  );
}

async function legsAt(agent: typeof ana): Promise<Leg[]> {
  const query = '{ calls(first: 10) { nodes { decision { verdict sentence } } } }';
  const { key } = lineOf(agent.username);
  return (await get<{ calls: { nodes: Leg[] } }>(t.url, key, query)).calls.nodes;
}

const verdictsAt = async (agent: typeof ana) =>
  (await legsAt(agent)).map(({ decision }) => decision?.verdict).reverse();

it('a call for an agent who is signed out returns to its queue, and rings at the one who is free', async () => {
  genesys.ring({ agent: 'ana' });
  await until(async () => (await legsAt(ben)).length === 1);
  expect([await verdictsAt(ana), await verdictsAt(ben)]).toEqual([['REJECT'], ['RING']]);
});

it('a call for an agent whose state Genesys does not know rings', async () => {
  genesys.setState('ana', { userState: 'Unknown' });
  await untilRecorded(ana, /no known state/);
  genesys.ring({ agent: 'ana' });
  await until(async () => (await legsAt(ana)).length === 2);
  expect(await verdictsAt(ana)).toEqual(['REJECT', 'RING']);
  expect((await legsAt(ana))[0]?.decision?.sentence).toMatch(/no known state of any agent/);
});
