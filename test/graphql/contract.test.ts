import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractProblems, current, readText } from '../support/contract.ts';
import { type Door, startDoor } from './support/start-door.ts';

/** As Rover sends it: `rover subgraph introspect`. */
const introspection = {
  query: 'query SubgraphIntrospectQuery {\n  _service {\n    sdl\n  }\n}',
  variables: {},
  operationName: 'SubgraphIntrospectQuery',
};
const secret = 'a secret of routers, long enough to be one';

describe('the contract', () => {
  let open: Door;
  let guarded: Door;
  beforeAll(async () => {
    open = await startDoor({ introspection: false, scopesInSchema: true });
    guarded = await startDoor({
      introspection: false,
      scopesInSchema: true,
      federationSecrets: [secret],
    });
  });
  afterAll(() => Promise.all([open.stop(), guarded.stop()]));

  async function introspect(door: Door, headers: Record<string, string> = {}) {
    const response = await fetch(door.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: '*/*', ...headers },
      body: JSON.stringify(introspection),
    });
    const { data, errors } = (await response.json()) as {
      data?: { _service: { sdl: string } | null } | null;
      errors?: { extensions: { code: string } }[];
    };
    return data?._service?.sdl.trim() ?? errors?.[0]?.extensions.code;
  }

  it('is what Rover reads, without a key', async () => {
    expect(await introspect(open)).toBe(readText(current).trim());
  });

  it('is read with the secret of the routers where they are named, and by nobody else', async () => {
    const header = 'x-calls-federation-secret';
    expect(await introspect(guarded, { [header]: secret })).toBe(readText(current).trim());
    expect(await introspect(guarded)).toBe('FORBIDDEN');
    expect(await introspect(guarded, { [header]: 'wrong' })).toBe('FORBIDDEN');
  });
});

describe('the check of the contract', () => {
  const released = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    directive @federation__context(name: String!) on OBJECT
    type Query { call(id: ID): Call }
    type Call @key(fields: "id") @key(fields: "line") { id: ID! line: ID! status: Status! @tag(name: "a") }
    enum Status { RINGING OVER }
    union Result = Call | Query`;
  const changelog = '# Changelog\n\n## Unreleased\n\n- nothing\n\n## 0.1.0\n\n- `Call.line`\n';
  const check = (sdl: string, text = changelog) =>
    contractProblems(sdl, { current: sdl, released, changelog: text });

  it('sees a file that was not written anew', async () => {
    const files = { current: `${released}\n`, released, changelog };
    expect(await contractProblems(released, files)).toEqual([
      'schema/contract/calls.graphql is not what schema/ says: run `npm run docs`',
    ]);
  });

  it.each<[sentence: string, from: string, to: string, path: string]>([
    ['a field that is gone', 'status: Status! @tag(name: "a")', '', 'Call.status'],
    ['a field that was explained for an earlier release', 'line: ID!', '', 'Call.line'],
    ['a field that may be null now', 'Status! @tag', 'Status @tag', 'Call.status'],
    ['an enum value that is gone', 'RINGING OVER', 'RINGING', 'Status.OVER'],
    ['a member of a union that is gone', 'Call | Query', 'Call', 'Result'],
    ['an argument that is needed now', 'call(id: ID)', 'call(id: ID!)', 'Query.call.id'],
    ['a key that is gone', '@key(fields: "line")', '', 'Call.@key'],
  ])('sees %s, unless the changelog names it', async (_, from, to, path) => {
    expect(released).toContain(from);
    const now = released.replace(from, to);
    expect(await check(now)).toEqual([expect.stringContaining(`with \`${path}\`.`)]);
    expect(await check(now, changelog.replace('nothing', `why \`${path}\` changed`))).toEqual([]);
  });

  it.each([
    ['nothing', '', ''],
    ['a new field', 'line: ID!', 'line: ID! media: String'],
    ['a new value', 'RINGING', 'RINGING FAILED'],
    ['a new optional argument', 'id: ID)', 'id: ID, phone: String)'],
    ['a tag', '@tag(name: "a")', ''],
    [
      'a definition of federation’s own',
      'directive @federation__context(name: String!) on OBJECT',
      '',
    ],
  ])('lets %s pass', async (_, from, to) => {
    expect(await check(released.replace(from, to))).toEqual([]);
  });
});
