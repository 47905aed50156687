import { get } from '../support/client.ts';
import { newRing, ringMany } from './calls.ts';
import type { Measure, Trial } from './compare.ts';
import { openFanOut } from './fan-out.ts';
import { load } from './load.ts';
import type { Side } from './side.ts';
import type { Stage } from './stage.ts';

const httpFloor = 'node:http, the rows in one statement, same bytes';
const pipeline = 'read, commit, provider, commit';
const bareSockets = 'ws, same bytes, no database';

export const measures: readonly Measure[] = [
  rate('call', 'call(id), 8 fields, 16 clients', httpFloor, openCall),
  rate('entities', '_entities of 50 calls, 8 fields, 16 clients', httpFloor, openEntities),
  rate('reject-1', 'rejectCall, 1 client', pipeline, (stage) => openReject(stage, 1, 0.6)),
  rate('reject-16', 'rejectCall, 16 clients', pipeline, (stage) => openReject(stage, 16, 1.2)),
  rate('webhook', 'a call rings, 16 clients', 'JSON.parse, one commit', openWebhook),
  time('fan-out', 'from a webhook to the last of 500 sockets', bareSockets, 1),
  time('burst', 'from the first of 10 webhooks at once to the last socket', bareSockets, 10),
];

function rate(name: string, what: string, floor: string, open: Measure['open']): Measure {
  return { name, what, floor, unit: 'req/s', open };
}

function time(name: string, what: string, floor: string, together: number): Measure {
  return { name, what, floor, unit: 'ms', open: (stage) => openFanOut(stage, together) };
}

const fields = 'id providerCallId direction media status inferred revision ringingAt';
const callQuery = `query ($id: ID!) { call(id: $id) { ${fields} } }`;
const entitiesQuery = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on Call { ${fields} } } }`;
const rejectMutation = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { replayed call { status } rejection { state } } } }`;
const rejected =
  '{"data":{"rejectCall":{"replayed":false,"call":{"status":"REJECTED"},"rejection":{"state":"CONFIRMED"}}}}';

async function openCall(stage: Stage): Promise<Trial> {
  const ids = await someCalls(stage);
  const bodies = ids.map((id) => ({ query: callQuery, variables: { id } }));
  return reading(stage, 'call', bodies);
}

async function openEntities(stage: Stage): Promise<Trial> {
  const representations = (await someCalls(stage)).map((id) => ({ __typename: 'Call', id }));
  return reading(stage, 'entities', [{ query: entitiesQuery, variables: { representations } }]);
}

async function someCalls({ ours, key, simulator }: Stage): Promise<string[]> {
  await ringMany(ours, simulator, 50);
  const { calls } = await get<{ calls: { nodes: { id: string }[] } }>(
    ours.url,
    key,
    '{ calls(first: 50) { nodes { id } } }',
  );
  return calls.nodes.map(({ id }) => id);
}

/** Every answer of either side must be the one that both gave at first. */
async function reading(
  { ours, floor }: Stage,
  operation: 'call' | 'entities',
  bodies: readonly object[],
): Promise<Trial> {
  const answers = await Promise.all(bodies.map((body) => ours.ask(operation, body)));
  let turn = 0;
  const askOne = async (side: Side) => {
    const n = turn++ % bodies.length;
    must(await side.ask(operation, bodies[n] ?? {}), answers[n]);
  };
  await Promise.all(bodies.map(() => askOne(floor)));
  return { run: (side, ms) => load(16, ms, () => askOne(side)) };
}

/** `callsInMs` is about what the floor rejects in a millisecond: a side that is done sooner ends its round sooner. */
async function openReject(
  { simulator }: Stage,
  clients: number,
  callsInMs: number,
): Promise<Trial> {
  return {
    async run(side, ms) {
      const ids = await ringMany(side, simulator, Math.ceil(ms * callsInMs));
      return load(clients, ms, () => {
        const id = ids.pop();
        return id === undefined ? null : rejectOne(side, id);
      });
    },
  };
}

async function rejectOne(side: Side, id: string): Promise<void> {
  const body = { query: rejectMutation, variables: { id } };
  must(await side.ask('reject', body), rejected);
}

async function openWebhook(): Promise<Trial> {
  const ring = async (side: Side) => void (await side.ask('webhook', newRing()));
  return { run: (side, ms) => load(16, ms, () => ring(side)) };
}

function must(answer: string, expected: string | undefined): void {
  if (answer.trim() !== expected?.trim()) throw new Error(`not as expected: ${answer}`);
}
