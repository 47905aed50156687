import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket } from '../support/raw-socket.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const secret = 'a secret of routers, long enough to be one';
const next = 'the next secret of routers, while both are valid';
const entities =
  '{ _entities(representations: [{ __typename: "Call", id: "call_1" }]) { __typename } }';
const sdl = '{ _service { sdl } }';
const ftv1 = { 'apollo-federation-include-trace': 'ftv1' };
const named = { 'x-calls-federation-secret': secret };

describe('where the operator names its routers', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor({ federationSecrets: [secret, next], introspection: false });
  });
  afterAll(() => door.stop());

  const codeOf = async (query: string, headers: Record<string, string> = {}) => {
    const { data, errors } = await door.post(query, undefined, headers);
    return errors?.[0]?.extensions.code ?? Object.keys(data ?? {})[0];
  };

  it.each([
    ['the schema', sdl, '_service'],
    ['entities', entities, '_entities'],
  ])('only they get %s', async (_what, query, field) => {
    expect(await codeOf(query)).toBe('FORBIDDEN');
    expect(await codeOf(query, { 'x-calls-federation-secret': 'wrong' })).toBe('FORBIDDEN');
    expect(await codeOf(query, { 'x-calls-federation-secret': `${secret}, ${next}` })).toBe(
      'FORBIDDEN',
    );
    expect(await codeOf(query, named)).toBe(field);
    expect(await codeOf(query, { 'x-calls-federation-secret': next })).toBe(field);
  });

  it('the schema needs the secret and no key', async () => {
    const ask = async (headers: Record<string, string>) => {
      const url = `${door.url}?query=${encodeURIComponent(sdl)}`;
      return (await fetch(url, { headers })).json();
    };
    expect(await ask({})).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await ask(named)).toMatchObject({ data: { _service: { sdl: expect.any(String) } } });
  });

  it('only they get entities over a websocket', async () => {
    const ask = async (headers: Record<string, string>) => {
      const socket = await openSocket(door.socketUrl, { headers });
      socket.say({ type: 'connection_init', payload: { token: 'line-key' } });
      await socket.nextMessage();
      socket.say({ type: 'subscribe', id: '1', payload: { query: entities } });
      const { payload } = await socket.nextMessage();
      socket.ws.close();
      return payload.errors?.[0].extensions.code ?? Object.keys(payload.data)[0];
    };
    expect([await ask({}), await ask(named)]).toEqual(['FORBIDDEN', '_entities']);
  });

  it('only they get traces', async () => {
    const ask = async (headers: Record<string, string>) => {
      const answer = await door.post('{ callsViewer { name } }', undefined, headers);
      return 'extensions' in answer;
    };
    expect([await ask(ftv1), await ask({ ...ftv1, ...named })]).toEqual([false, true]);
  });
});

describe('introspection', () => {
  it.each([true, false])('that is %s is so over every transport', async (introspection) => {
    const door = await startDoor({ introspection });
    const query = '{ __schema { queryType { name } } }';
    const overHttp = await door.post(query);
    const socket = await openSocket(door.socketUrl);
    socket.say({ type: 'connection_init', payload: { token: 'line-key' } });
    await socket.nextMessage();
    socket.say({ type: 'subscribe', id: '1', payload: { query } });
    const { type } = await socket.nextMessage();
    const overSse = await door.post(query, undefined, {
      accept: 'application/json, text/event-stream',
    });
    expect([overHttp.status, type, overSse.status]).toEqual(
      introspection ? [200, 'next', 200] : [400, 'error', 400],
    );
    socket.ws.close();
    await door.stop();
  });
});

describe('where the operator names nobody', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor();
  });
  afterAll(() => door.stop());

  it('every key gets the schema and entities, and nobody gets traces', async () => {
    expect((await door.post(sdl)).data).toHaveProperty('_service');
    expect((await door.post(entities)).data).toHaveProperty('_entities');
    expect(await door.post('{ callsViewer { name } }', undefined, ftv1)).not.toHaveProperty(
      'extensions',
    );
  });

  it('nobody gets the schema many times at once', async () => {
    const many = `{ _service { ${Array.from({ length: 58 }, (_, n) => `a${n}: sdl`).join(' ')} } }`;
    const { status, errors } = await door.post(many);
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    const anonymous = await door.post(many, undefined, { 'x-api-key': '' });
    expect(anonymous.status).toBe(401);
  });
});

describe('what each field needs', () => {
  it.each([true, false])('is in the schema for routers: %s', async (scopesInSchema) => {
    const door = await startDoor({ scopesInSchema });
    const { data } = await door.post('{ _service { sdl } }');
    const shown = data._service.sdl.includes('@requiresScopes(scopes: [["calls:reject"]])');
    expect(shown).toBe(scopesInSchema);
    await door.stop();
  });
});
