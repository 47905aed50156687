import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('differs from one with a key, which is parsed and validated', async () => {
    const { status, parsed, validated } = await ask(expensive, { 'x-api-key': 'line-key' });
    expect({ status, parsed, validated }).toEqual({ status: 400, parsed: 1, validated: 1 });
  });
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
