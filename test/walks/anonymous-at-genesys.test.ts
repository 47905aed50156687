import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';

interface Seen {
  readonly providerCallId: string;
  readonly decision: { readonly verdict: string; readonly causes: { readonly verdict: string }[] };
}

const agent = { username: 'agent', password: 'simulated', phoneNumber: '5001' };
let t: TestApp;
let genesys: Awaited<ReturnType<typeof startGenesysSimulator>>;
let line: TestLine;

beforeAll(async () => {
  t = await startTestApp();
  genesys = await startGenesysSimulator({ agents: [agent], pollMs: 2000 });
  const { username, password } = agent;
  line = await addLine(t, { genesys: { baseUrl: genesys.url, username, password } });
  const rejectsWithheld = { policies: [{ anonymousCaller: { who: ['WITHHELD'] } }] };
  expect(await setPolicies(t, line.lineId, rejectsWithheld)).not.toHaveProperty('code');
  await until(() => genesys.listenersOf(username) > 0);
});
afterAll(async () => {
  await t.stop();
  await genesys.close();
});

/** A ring as a notification that does not name the agent's device. */
function ring(id: string, numbers: readonly string[]): void {
  const participants = numbers.map((digits) => ({ digits }));
  const call = { id, state: 'Ringing', connId: id, participants, capabilities: ['Reject'] };
  genesys.publish(agent.username, '/v2/me/calls', { call });
}

async function decisionAbout(providerCallId: string): Promise<string> {
  const query = `{ calls(first: 10) { nodes { providerCallId decision { verdict causes { verdict } } } } }`;
  const { decision } = await until(async () => {
    const { calls } = await get<{ calls: { nodes: Seen[] } }>(t.url, line.key, query);
    return calls.nodes.find((each) => each.providerCallId === providerCallId);
  });
  return [decision.verdict, ...decision.causes.map(({ verdict }) => verdict)].join(' ');
}

it('a policy speaks against a withheld number, and cannot tell where several numbers are named', async () => {
  // A rejection would only return the call to its queue, so a rule lets both calls ring.
  ring('withheld', []);
  ring('unclear', [agent.phoneNumber, '447700900155']);
  expect([await decisionAbout('withheld'), await decisionAbout('unclear')]).toEqual([
    'RING LETS_RING REJECTS',
    'RING LETS_RING CANNOT_TELL',
  ]);
});
