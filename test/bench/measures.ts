import { get } from '../support/client.ts';
import { newRing, ringMany } from './calls.ts';
import { load } from './load.ts';
import type { Measure, RatioGoal, Trial } from './rounds.ts';
import type { Side, SideName } from './side.ts';
import type { Stage } from './stage.ts';

export const measures: readonly Measure[] = [
  {
    name: 'call',
    sides: ['ours', 'bare'],
    goals: [rate('`call(id)` ÷ bare http', 'ours', 'bare', 0.4, 0.5)],
    open: openCall,
  },
  {
    name: 'entities',
    sides: ['ours', 'bare'],
    goals: [rate('`_entities` × 50 ÷ bare http', 'ours', 'bare', 0.3, 0.4)],
    open: openEntities,
  },
  {
    name: 'reject-1',
    sides: ['ours', 'serial', 'bare', 'rows', 'peer'],
    goals: [
      {
        ...{
          what: 'rejectCall p50, 1 client ÷ serial floor',
          better: 'less',
          goal: 5,
          stretch: 3.5,
        },
        ...{ of: 'ours', by: 'serial', in: 'p50Ms' },
      },
    ],
    open: (stage) => openReject(stage, 1, 0.6),
  },
  {
    name: 'reject-16',
    sides: ['ours', 'bare', 'rows', 'peer'],
    goals: [
      rate('rejectCall ÷ typical peer, 16 clients', 'ours', 'peer', 2.5, 3),
      rate('rejectCall ÷ bare, 16 clients', 'ours', 'bare', 0.5, 0.6),
      rate('rejectCall ÷ same rows, 16 clients', 'ours', 'rows', 0.8, 1),
    ],
    open: (stage) => openReject(stage, 16, 1.2),
  },
  {
    name: 'reject-64',
    sides: ['ours', 'bare', 'rows', 'peer'],
    goals: [rate('rejectCall ÷ typical peer, 64 clients', 'ours', 'peer', 3.5, 5)],
    open: (stage) => openReject(stage, 64, 1.6),
  },
  {
    name: 'ring-1',
    sides: ['ours', 'bare', 'rows', 'peer'],
    goals: [],
    open: () => openRing(1),
  },
  {
    name: 'ring-16',
    sides: ['ours', 'policed', 'bare', 'rows', 'peer'],
    goals: [
      rate('a call rings ÷ bare, 16 clients', 'ours', 'bare', 0.45, 0.6),
      rate('a call rings ÷ same rows, 16 clients', 'ours', 'rows', 0.8, 1),
      rate('a ring with three policies ÷ without, 16 clients', 'policed', 'ours', 0.6, 0.75),
    ],
    open: () => openRing(16),
  },
  {
    name: 'ring-64',
    sides: ['ours', 'policed', 'bare', 'rows', 'peer'],
    goals: [],
    open: () => openRing(64),
  },
];

function rate(what: string, of: SideName, by: SideName, goal: number, stretch: number): RatioGoal {
  return { what, better: 'more', goal, stretch, of, by, in: 'perSecond' };
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

async function someCalls({ sides: { ours }, key, simulator }: Stage): Promise<string[]> {
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
  { sides: { ours, bare } }: Stage,
  operation: 'call' | 'entities',
  bodies: readonly object[],
): Promise<Trial> {
  const answers = await Promise.all(bodies.map((body) => ours.ask(operation, body)));
  let turn = 0;
  const askOne = async (side: Side) => {
    const n = turn++ % bodies.length;
    must(await side.ask(operation, bodies[n] ?? {}), answers[n]);
  };
  await Promise.all(bodies.map(() => askOne(bare)));
  return { run: (side, ms) => load(16, ms, () => askOne(side)) };
}

/** `callsInMs` is more than any side rejects in a millisecond: a side that is done sooner ends its round sooner. */
export function openReject(
  { simulator, sides }: Pick<Stage, 'simulator' | 'sides'>,
  clients: number,
  callsInMs: number,
): Promise<Trial> {
  return Promise.resolve({
    async run(side, ms, begins) {
      // Of the serial floor only the provider knows calls, and it needs no others.
      const ringsAt = side.name === 'serial' ? sides.bare : side;
      const ids = await ringMany(ringsAt, simulator, Math.ceil(ms * callsInMs));
      begins();
      return load(clients, ms, () => {
        const id = ids.pop();
        if (id === undefined) return null;
        return side.name === 'serial' ? serialMs(side, id) : rejectOne(side, id);
      });
    },
  });
}

async function rejectOne(side: Side, id: string): Promise<void> {
  const body = { query: rejectMutation, variables: { id } };
  must(await side.ask('reject', body), rejected);
}

async function serialMs(side: Side, id: string): Promise<number> {
  return JSON.parse(await side.ask('reject', { variables: { id } })).ms;
}

async function openRing(clients: number): Promise<Trial> {
  return { run: (side, ms) => load(clients, ms, () => side.ask('webhook', newRing())) };
}

function must(answer: string, expected: string | undefined): void {
  if (answer.trim() !== expected?.trim()) throw new Error(`not as expected: ${answer}`);
}
