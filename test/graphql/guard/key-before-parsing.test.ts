import { Session } from 'node:inspector/promises';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentCache } from '../../../src/graphql/execution/document-cache.ts';
import { createDocumentStore } from '../../../src/graphql/execution/document-store.ts';
import { createDocumentTurns } from '../../../src/graphql/execution/document-turns.ts';
import { defaultLimits } from '../../../src/graphql/limits.ts';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { openSocket, openWelcomeSocket } from '../support/raw-socket.ts';
import { type Door, startDoor } from '../support/start-door.ts';

/** Long, and expensive to validate: its fields are compared with each other. */
const expensive = `{ ${'call(id: "1") { id } '.repeat(150)} }`;
const sdl = 'query SubgraphIntrospectQuery { _service { sdl } }';

describe('a request without a valid key', () => {
  let door: Door;
  let work: Work;
  beforeAll(async () => {
    door = await startDoor();
    work = await countWork();
  });
  afterAll(async () => {
    await work.stop();
    await door.stop();
  });

  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const response = await fetch(door.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, text: await response.text(), ...(await work.sinceLast()) };
  };
  const refused = { status: 401, text: expect.stringContaining('UNAUTHENTICATED') };

  it.each([
    ['no key', {}],
    ['a wrong key', { 'x-api-key': 'wrong' }],
    ['an empty key', { authorization: 'Bearer ' }],
    ['no key, for a stream', { accept: 'text/event-stream' }],
    ['a wrong key, for a stream', { accept: 'text/event-stream', 'x-api-key': 'wrong' }],
    ['no key, as a router', { accept: 'application/json, text/event-stream' }],
  ])('is neither parsed nor validated with %s', async (_which, headers) => {
    expect(await ask(expensive, headers)).toEqual({ ...refused, parsed: 0, validated: 0 });
  });

  it('is neither parsed nor validated when it is not GraphQL either', async () => {
    const nonsense = '{'.repeat(4000);
    expect(await ask(nonsense)).toEqual({ ...refused, parsed: 0, validated: 0 });
  });

  it.each([
    ['a short query', '{ calls { nodes { id } } }'],
    ['introspection', '{ __schema { types { name } } }'],
    ['a fragment', '{ ...a } fragment a on Query { _service { sdl } }'],
    ['entities beside the schema', '{ _service { sdl } _entities(representations: []) { id } }'],
    ['the schema many times', '{ _service { a: sdl b: sdl } }'],
    ['the service many times', '{ a: _service { sdl } b: _service { sdl } }'],
    ['a second operation', 'query a { _service { sdl } } query b { calls { nodes { id } } }'],
    ['a mutation', 'mutation { __typename }'],
    ['a subscription', 'subscription { __typename }'],
    ['no GraphQL', '{ _service {'],
  ])('is not validated for %s', async (_which, query) => {
    expect(await ask(query)).toMatchObject({ ...refused, validated: 0 });
  });

  it.each([
    ['the schema', sdl, '"sdl":'],
    ['the name of the root type', '{ __typename }', '"Query"'],
  ])('is answered with %s', async (_which, query, part) => {
    expect(await ask(query)).toMatchObject({ status: 200, text: expect.stringContaining(part) });
    const router = { accept: 'application/json, text/event-stream' };
    expect(await ask(query, router)).toMatchObject({ status: 200 });
  });

  it('is neither parsed nor validated over GET', async () => {
    const response = await fetch(`${door.url}?query=${encodeURIComponent(expensive)}`);
    expect({ status: response.status, ...(await work.sinceLast()) }).toEqual({
      ...{ status: 401, parsed: 0, validated: 0 },
    });
  });

  it('is neither parsed nor validated over a websocket', async () => {
    const socket = await openSocket(door.socketUrl);
    socket.say({ type: 'subscribe', id: '1', payload: { query: expensive } });
    const { code } = await socket.closed;
    expect({ code, ...(await work.sinceLast()) }).toEqual({ code: 4401, parsed: 0, validated: 0 });
  });

  it('differs from one with a key, which is parsed and validated', async () => {
    const wrong = '{ callsViewer { nothing } }';
    const { status, validated } = await ask(wrong, { 'x-api-key': 'line-key' });
    expect({ status, validated }).toEqual({ status: 400, validated: 1 });
  });
});

describe('a document of a client with a key that is expensive to validate', () => {
  let door: Door;
  let work: Work;
  beforeAll(async () => {
    door = await startDoor();
    work = await countWork();
  });
  afterAll(async () => {
    await work.stop();
    await door.stop();
  });

  const fragments = Array.from({ length: 100 }, (_, n) => `...f${n}`).join(' ');
  const documents = [
    ['many root fields', expensive],
    ['a field many times', `{ calls { nodes { ${'caller { id } '.repeat(400)} } } }`],
    ['a leaf many times', `{ calls { nodes { ${'id '.repeat(1500)} } } }`],
    [
      'a field in each of many inline fragments',
      `{ calls { nodes { ${'... on Call { caller { id } } '.repeat(150)} } } }`,
    ],
    [
      'a fragment many times',
      `{ calls { nodes { ${'...a '.repeat(300)} } } } fragment a on Call { caller { id } }`,
    ],
    [
      'fields that repeat on two levels',
      `{ calls { nodes { ${`caller { ${'id '.repeat(20)} } `.repeat(30)} } } }`,
    ],
    [
      'many operations',
      Array.from({ length: 60 }, (_, n) => `query q${n} { calls { nodes { ...a } } }`).join(' ') +
        ` fragment a on Call { ${'caller { id } '.repeat(30)} }`,
    ],
    [
      'fragments within fragments',
      `{ ...f0 } ${Array.from({ length: 99 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f99 on Query { ${fragments} __typename }`,
    ],
  ] as const;

  it.each(documents)('is refused over HTTP without being validated: %s', async (_what, query) => {
    const { status, errors } = await door.post(query);
    const { validated } = await work.sinceLast();
    expect({ status, code: errors?.[0]?.extensions.code, validated }).toEqual({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
      validated: 0,
    });
  });

  it.each(documents)('is refused over a websocket all the same: %s', async (_what, query) => {
    const socket = await openWelcomeSocket(door.socketUrl);
    await work.sinceLast();
    socket.say({ type: 'subscribe', id: '1', payload: { query } });
    expect(await socket.nextMessage()).toMatchObject({ type: 'error', id: '1' });
    expect((await work.sinceLast()).validated).toBe(0);
    socket.ws.close();
  });

  it('is validated once, whichever way it comes', async () => {
    await work.sinceLast();
    const query = '{ callsViewer { once: name } }';
    const ask = async (accept: string) => {
      const { url } = door;
      const headers = { accept, 'content-type': 'application/json', 'x-api-key': 'line-key' };
      return (
        await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })
      ).text();
    };
    const accepted = [
      'application/json',
      'text/event-stream',
      'application/json, text/event-stream',
    ];
    const answers = [];
    for (const accept of accepted) answers.push(await ask(accept));
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say({ type: 'subscribe', id: '1', payload: { query } });
    answers.push(JSON.stringify(await socket.nextMessage()));
    socket.ws.close();
    expect(answers).toEqual(answers.map(() => expect.stringContaining('"once":"')));
    expect((await work.sinceLast()).validated).toBe(1);
  });
});

describe('documents that come at the same time', () => {
  const schema = buildSchema(defaultLimits.representations, false);
  const short = Array.from({ length: 5 }, (_, n) => `{ calls { nodes { a${n}: id } } }`);
  const long = short.map((query) => `${query} # ${'x'.repeat(17_000)}`);
  const same = short.map(() => '{ calls { nodes { id } } }');

  it.each([
    ['when they are new', short, 1_000_000, [], 5],
    ['when they were dropped since', short, 1_000, short, 5],
    ['when they are too long to be kept', long, 1_000_000, long, 5],
    ['only once when they are the same', same, 1_000_000, [], 1],
    ['not at all when they are kept', short, 1_000_000, short, 0],
  ])(
    'are validated in turns of the event loop: %s',
    async (_when, queries, maxBytes, before, count) => {
      const store = createDocumentStore(maxBytes);
      const validate = createDocumentCache(store, schema, defaultLimits);
      const turns = createDocumentTurns(defaultLimits, store);
      for (const query of before) {
        await turns.admit(query);
        validate(query);
      }
      const order: string[] = [];
      const all = queries.map(async (query) => {
        expect(await turns.admit(query)).toBeNull();
        if (!store.get(query)) order.push('validated');
        expect(validate(query).is).toBe('parsed');
      });
      let isOver = false;
      const turning = (async () => {
        for (; !isOver; await setImmediate()) if (order.at(-1) !== 'turn') order.push('turn');
      })();
      await Promise.all(all);
      isOver = true;
      await turning;
      const validated = order.filter((one) => one === 'validated').length;
      const inARow = order.filter((one, n) => one === 'validated' && order[n - 1] === one).length;
      expect({ validated, inARow }).toEqual({ validated: count, inARow: 0 });
    },
  );
});

type Work = Awaited<ReturnType<typeof countWork>>;

/** Counts the calls of `parse` and `validate` in this process, in whichever copy of graphql-js they are made. */
async function countWork() {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true });

  async function sinceLast() {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const calls = (file: RegExp, name: string) =>
      result
        .filter(({ url }) => file.test(url))
        .flatMap(({ functions }) => functions.filter(({ functionName }) => functionName === name))
        .reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0);
    return {
      parsed: calls(/graphql\/language\/parser\.m?js$/, 'parse'),
      validated: calls(/graphql\/validation\/validate\.m?js$/, 'validate'),
    };
  }
  return {
    sinceLast,
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
