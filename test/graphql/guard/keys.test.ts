import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../support/json.ts';
import { openSocket } from '../support/raw-socket.ts';
import { type Door, startDoor } from '../support/start-door.ts';

describe('keys', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor();
  });
  afterAll(() => door.stop());

  const ask = async (headers: Record<string, string>, query = '{ callsViewer { name } }') => {
    const response = await fetch(door.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as Json;
    return [response.status, data?.callsViewer?.name ?? errors?.[0].extensions.code];
  };

  it.each([
    ['a bearer key', { authorization: 'Bearer line-key' }],
    ['x-api-key', { 'x-api-key': 'line-key' }],
  ])('takes %s', async (_where, headers) => {
    expect(await ask(headers)).toEqual([200, 'reception']);
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { 'x-api-key': 'wrong' }],
  ])('answers 401 to %s', async (_what, headers) => {
    expect(await ask(headers as Record<string, string>)).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('answers 500 without a detail when keys cannot be checked', async () => {
    expect(await ask({ 'x-api-key': 'unreachable' })).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  });

  it('shows the schema to routers that have no key, and nothing else', async () => {
    const response = await fetch(door.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename _service { sdl } }' }),
    });
    const { data } = (await response.json()) as Json;
    expect(data._service.sdl).toContain('rejectCall');
    expect(await ask({}, '{ _service { sdl } callsViewer { name } }')).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
    expect(await ask({}, '{ ...on Query { callsViewer { name } } }')).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
    expect(await ask({}, '{ __schema { types { name } } }')).toEqual([401, 'UNAUTHENTICATED']);
  });

  it.each([
    ['Authorization', { Authorization: 'Bearer line-key' }],
    ['authorization', { authorization: 'line-key' }],
    ['headers.authorization', { headers: { authorization: 'Bearer line-key' } }],
    ['connectionParams.token', { connectionParams: { token: 'Bearer line-key' } }],
    ['connectionParams.Authorization', { connectionParams: { Authorization: 'Bearer line-key' } }],
    ['token', { token: 'line-key' }],
    ['apiKey', { apiKey: 'line-key' }],
  ])('finds the key of a websocket in %s', async (_where, payload) => {
    const socket = await openSocket(door.socketUrl);
    socket.say({ type: 'connection_init', payload });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    socket.ws.close();
  });

  it('finds the key of a websocket in the headers of its upgrade', async () => {
    const headers = { authorization: 'Bearer line-key' };
    const socket = await openSocket(door.socketUrl, { headers });
    socket.say({ type: 'connection_init' });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    socket.ws.close();
  });

  it.each([
    ['a wrong key', 'wrong', 4401],
    ['a token that is refused, and that a fresh one can replace', 'aaaa.bbbb.cccc', 4403],
    ['a key that cannot be checked', 'unreachable', 1013],
  ])('closes a websocket with %s', async (_what, token, code) => {
    const socket = await openSocket(door.socketUrl);
    socket.say({ type: 'connection_init', payload: { token } });
    expect((await socket.closed).code).toBe(code);
  });
});
