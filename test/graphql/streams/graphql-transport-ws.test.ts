import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../support/eventually.ts';
import { openSocket, openWelcomeSocket, subscribe } from '../support/raw-socket.ts';
import { sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const init = { type: 'connection_init', payload: { token: 'line-key' } };
const events = 'subscription ($after: String) { callEvents(after: $after) { id kind } }';

describe('graphql-transport-ws', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor({
      origins: ['https://desk.example'],
      ownOrigin: 'https://calls.example',
    });
  });
  afterAll(() => door.stop());
  const ring = () => door.host.events.record('RANG', sampleCall(1));

  describe('closes with', () => {
    it.each([
      ['what is not JSON', 'hello'],
      ['a JSON text of a message', JSON.stringify(JSON.stringify({ type: 'ping' }))],
      ['a list', '[{ "type": "ping" }]'],
      ['null', 'null'],
      ['a message without a type', { id: '1' }],
      ['a message of no known type', { type: 'start' }],
      ['a subscribe without an id', { type: 'subscribe', payload: { query: '{ __typename }' } }],
      ['a subscribe without a payload', { id: '1', type: 'subscribe' }],
      [
        'a subscribe with a list as its payload',
        { id: '1', type: 'subscribe', payload: ['{ a }'] },
      ],
      ['a subscribe without a query', { id: '1', type: 'subscribe', payload: {} }],
      [
        'a subscribe whose variables are a list',
        { id: '1', type: 'subscribe', payload: { query: '{ __typename }', variables: [] } },
      ],
    ])('4400 after %s', async (_what, message) => {
      const socket = await openWelcomeSocket(door.socketUrl);
      socket.say(message);
      expect((await socket.closed).code).toBe(4400);
    });

    it('4401 after a subscribe before the acknowledgement', async () => {
      const socket = await openSocket(door.socketUrl);
      socket.say(subscribe('1', '{ callsViewer { name } }'));
      expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    });

    it('4406 for another subprotocol', async () => {
      const socket = await openSocket(door.socketUrl, { protocols: [] });
      expect((await socket.closed).code).toBe(4406);
    });

    it('4408 when nobody introduces itself', async () => {
      const impatient = await startDoor({ timing: { connectionInitMs: 100 } });
      const socket = await openSocket(impatient.socketUrl);
      expect((await socket.closed).code).toBe(4408);
      await impatient.stop();
    });

    it('4409 for a second subscribe with the same id', async () => {
      const socket = await openWelcomeSocket(door.socketUrl);
      socket.say(subscribe('1', events));
      socket.say(subscribe('1', events));
      expect(await socket.closed).toEqual({
        code: 4409,
        reason: 'Subscriber for 1 already exists',
      });
    });

    it('4429 for a second introduction', async () => {
      const socket = await openWelcomeSocket(door.socketUrl);
      socket.say(init);
      expect((await socket.closed).code).toBe(4429);
    });
  });

  it('answers a ping with its payload', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say({ type: 'ping', payload: { at: 1 } });
    expect(await socket.nextMessage()).toEqual({ type: 'pong', payload: { at: 1 } });
    socket.say({ type: 'pong' });
    socket.say({ type: 'ping' });
    expect(await socket.nextMessage()).toEqual({ type: 'pong' });
    socket.ws.close();
  });

  it('answers a query and a mutation with one next and a complete', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('q', '{ callsViewer { name } }'));
    const answer = [await socket.nextMessage(), await socket.nextMessage()];
    socket.say(subscribe('m', 'mutation { rejectCall(id: "call_1") { __typename } }'));
    answer.push(await socket.nextMessage(), await socket.nextMessage());
    expect(answer).toEqual([
      { id: 'q', type: 'next', payload: { data: { callsViewer: { name: 'reception' } } } },
      { id: 'q', type: 'complete' },
      { id: 'm', type: 'next', payload: { data: { rejectCall: { __typename: 'CallRejected' } } } },
      { id: 'm', type: 'complete' },
    ]);
    socket.ws.close();
  });

  it.each([
    ['a syntax error', '{', {}, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nope }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers %s with an error and no complete', async (_what, query, variables, code) => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', query, variables));
    const { type, payload } = await socket.nextMessage();
    expect([type, payload[0].extensions.code]).toEqual(['error', code]);
    socket.say({ type: 'ping' });
    expect(await socket.nextMessage()).toEqual({ type: 'pong' });
    socket.ws.close();
  });

  it.each([
    ['a bad variable', events, { after: 5 }, 'BAD_USER_INPUT'],
    ['a malformed cursor', events, { after: 'malformed' }, 'BAD_USER_INPUT'],
    ['a cursor that is gone', events, { after: 'expired' }, 'CURSOR_EXPIRED'],
  ])(
    'answers a subscription with %s with a result, which keeps its code behind routers',
    async (_what, query, variables, code) => {
      const socket = await openWelcomeSocket(door.socketUrl);
      socket.say(subscribe('1', query, variables));
      const { id, type, payload } = await socket.nextMessage();
      expect([id, type, payload.errors[0].extensions.code]).toEqual(['1', 'next', code]);
      expect(await socket.nextMessage()).toEqual({ id: '1', type: 'complete' });
      socket.ws.close();
    },
  );

  it('hides what went wrong inside a query', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', '{ call(id: "explode") { id } }'));
    const { payload } = await socket.nextMessage();
    expect(JSON.stringify(payload)).not.toContain('secret');
    expect(payload.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    socket.ws.close();
  });

  it('delivers events until the client completes, and lets the id be used again at once', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', events));
    await eventually(() => door.host.events.openStreams() === 1);
    const first = ring();
    expect(await socket.nextMessage()).toEqual({
      id: '1',
      type: 'next',
      payload: { data: { callEvents: { id: first.id, kind: 'RANG' } } },
    });

    socket.sayTogether(
      { id: '1', type: 'complete' },
      subscribe('1', events, { after: first.cursor }),
      { type: 'ping' },
    );
    expect(await socket.nextMessage()).toEqual({ type: 'pong' });
    const second = ring();
    const { payload } = await socket.nextMessage();
    expect(payload.data.callEvents.id).toBe(second.id);
    expect(door.host.events.openStreams()).toBe(1);
    expect(socket.messages).toEqual([]);
    socket.ws.close();
  });

  it('ignores the fields that the protocol does not define', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    const query = 'query A { callsViewer { name } } query B($id: ID!) { call(id: $id) { id } }';
    socket.say({
      further: [{}],
      id: 'q',
      type: 'subscribe',
      payload: {
        further: { of: 'the payload' },
        query,
        operationName: 'B',
        variables: { id: 'call_1', further: [] },
        extensions: { further: null },
      },
    });
    const answer = [await socket.nextMessage(), await socket.nextMessage()];
    const { payload } = subscribe('s', events);
    socket.say({ type: 'subscribe', payload: { ...payload, further: 1 }, id: 's', further: '' });
    await eventually(() => door.host.events.openStreams() === 1);
    const { id } = ring();
    answer.push(await socket.nextMessage());
    socket.say({ id: 's', type: 'complete', payload: null, further: {} });
    socket.say({ type: 'ping', payload: { at: 1 }, further: {} });
    answer.push(await socket.nextMessage());
    expect(answer).toEqual([
      { id: 'q', type: 'next', payload: { data: { call: { id: 'call_1' } } } },
      { id: 'q', type: 'complete' },
      { id: 's', type: 'next', payload: { data: { callEvents: { id, kind: 'RANG' } } } },
      { type: 'pong', payload: { at: 1 } },
    ]);
    await eventually(() => door.host.events.openStreams() === 0);
    socket.ws.close();
  });

  it('ends the subscriptions of a client that vanishes', async () => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', events));
    socket.say(subscribe('2', events));
    await eventually(() => door.host.events.openStreams() === 2);
    socket.ws.terminate();
    await eventually(() => door.host.events.openStreams() === 0);
  });

  it('serves the graphql-ws client, on /ws too', async () => {
    const client = createClient({
      url: door.socketUrl.replace('/graphql', '/ws'),
      webSocketImpl: WebSocket,
      connectionParams: { token: 'line-key' },
    });
    const cursor = `c${door.host.events.log.length}`;
    const stream = client.iterate({ query: events, variables: { after: cursor } });
    const event = ring();
    const { value } = await stream.next();
    expect(value).toEqual({ data: { callEvents: { id: event.id, kind: 'RANG' } } });
    await stream.return?.();
    await client.dispose();
  });

  it.each([
    ['of a listed page', { origin: 'https://desk.example' }],
    ['of its own page', { origin: 'http://calls.test:4000', host: 'calls.test:4000' }],
    ['of its own page behind a proxy', { origin: 'https://calls.test', host: 'calls.test:443' }],
    ['of its own page, whose proxy sends another host', { origin: 'https://calls.example' }],
    ['of no page', {}],
  ])('accepts an upgrade %s', async (_what, headers) => {
    const socket = await openSocket(door.socketUrl, { headers: { ...headers } });
    socket.ws.terminate();
  });

  it.each([
    ['of another host', { origin: 'https://calls.test.evil.example', host: 'calls.test' }],
    ['of another port', { origin: 'http://calls.test:81', host: 'calls.test' }],
    ['of a file or a sandbox', { origin: 'null', host: 'null' }],
  ])('refuses an upgrade %s', async (_what, headers) => {
    await expect(openSocket(door.socketUrl, { headers: { ...headers } })).rejects.toThrow('403');
  });

  it.each([
    ['another path', '/else', {}, '404'],
    ['another origin', '/ws', { origin: 'https://elsewhere.example' }, '403'],
  ])('refuses an upgrade on %s', async (_what, path, headers, status) => {
    const url = door.socketUrl.replace('/graphql', path);
    await expect(openSocket(url, { headers: { ...headers } })).rejects.toThrow(status);
  });
});
