import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractProblems, current, printContract, readText } from '../support/contract.ts';
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
    open = await startDoor({ introspection: false });
    guarded = await startDoor({ introspection: false, federationSecrets: [secret] });
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
  const sdl = printContract();
  const changelog = '# Changelog\n\n## Unreleased\n\n- something\n\n## 0.1.0\n\n- `Call.status`\n';
  const check = (before: string, text = changelog) =>
    contractProblems(sdl, { current: sdl, released: before, changelog: text });

  it('finds nothing where nothing changed', async () => {
    expect(await check(sdl)).toEqual([]);
  });

  it('sees a file that was not written anew', async () => {
    const files = { current: sdl.replace('Voice only.', 'Only voice.'), released: sdl, changelog };
    expect(await contractProblems(sdl, files)).toEqual([
      'contract/calls.graphql is not what schema/ says: run `npm run docs`',
    ]);
  });

  it.each<[sentence: string, before: (now: string) => string, path: string]>([
    [
      'a field that is gone',
      (now) => now.replace('  phone: String\n', '  phone: String\n  fax: String\n'),
      'Caller.fax',
    ],
    [
      'a field that may be null now',
      (now) => now.replace('  displayName: String\n', '  displayName: String!\n'),
      'Caller.displayName',
    ],
    [
      'an enum value that is gone',
      (now) => now.replace('enum CallMedia {', 'enum CallMedia {\n  FAX'),
      'CallMedia.FAX',
    ],
    [
      'a member of a union that is gone',
      (now) => now.replace('union RejectCallResult =', 'union RejectCallResult = PageInfo |'),
      'RejectCallResult',
    ],
    [
      'an argument that is needed now',
      (now) =>
        now.replace('"Our id of the caller."\n    id: ID!', '"Our id of the caller."\n    id: ID'),
      'Query.caller.id',
    ],
    [
      'a key that is gone',
      (now) => now.replace('type PageInfo', 'type PageInfo @key(fields: "endCursor")'),
      'PageInfo.@key',
    ],
  ])('sees %s, unless the changelog names it under "Unreleased"', async (_, before, path) => {
    const old = before(sdl);
    expect(old).not.toBe(sdl);
    const found = await check(old);
    expect(found.filter((problem) => problem.includes(`\`${path}\``))).toHaveLength(1);
    const explained = changelog.replace('- something', `- \`${path}\` is gone: it was never set.`);
    expect((await check(old, explained)).filter((one) => one.includes(`\`${path}\``))).toEqual([]);
  });

  it('takes what an earlier release explained for no explanation', async () => {
    const old = sdl.replace(
      / {2}status: CallStatus!\n/,
      '  status: CallStatus!\n  state: CallStatus!\n',
    );
    const found = await check(old, changelog.replace('`Call.status`', '`Call.state`'));
    expect(found).toEqual([expect.stringContaining('`Call.state`')]);
  });

  it('lets new fields, values and optional arguments pass', async () => {
    const old = sdl
      .replace(
        /\n {2}"The name that the provider last gave for the caller."\n {2}displayName: String/,
        '',
      )
      .replace(/\n {2}"Voice and picture."\n {2}VIDEO/, '');
    expect(await check(old)).toEqual([]);
  });
});
