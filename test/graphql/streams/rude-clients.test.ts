import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWelcomeSocket, subscribe } from '../support/raw-socket.ts';
import { type Answer, type Door, startDoor } from '../support/start-door.ts';

describe('a client', () => {
  let door: Door;
  beforeEach(async () => {
    door = await startDoor({ timing: { drainSpreadMs: 0 } });
  });
  afterEach(() => door.stop());

  it('that answers the goodbye with nonsense spoils nobody’s drain', async () => {
    const { ws } = await openWelcomeSocket(door.socketUrl);
    const { _socket: socket } = ws as unknown as { _socket: Socket };
    socket.removeAllListeners('data').on('data', () => socket.write(Buffer.from([0xff, 0xff])));
    await expect(door.graphql.drain()).resolves.toBeUndefined();
  });

  it.each([
    ['a text', (deep: string) => `{"after":${deep}}`],
    ['an object', (deep: string) => `{"filter":{"kinds":${deep}}}`],
  ])(
    'that nests what should be %s deeply is told so, and may go on',
    async (_what, variablesOf) => {
      const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
      const query =
        'subscription ($after: String, $filter: CallEventFilter) { callEvents(after: $after, filter: $filter) { id } }';
      const payload = `{"query":"${query}","variables":${variablesOf(deep)}}`;
      const response = await fetch(door.url, {
        method: 'POST',
        headers: {
          accept: 'text/event-stream',
          'content-type': 'application/json',
          'x-api-key': 'line-key',
        },
        body: payload,
      });
      const { errors } = (await response.json()) as Answer;
      const socket = await openWelcomeSocket(door.socketUrl);
      socket.say(`{"id":"1","type":"subscribe","payload":${payload}}`);
      const told = await socket.nextMessage();
      const codes = [errors, told.payload.errors].map((all) => all?.[0]?.extensions.code);
      expect([response.status, ...codes]).toEqual([400, 'BAD_USER_INPUT', 'BAD_USER_INPUT']);
      expect(await socket.nextMessage()).toEqual({ id: '1', type: 'complete' });
      socket.say(subscribe('2', '{ callsViewer { name } }'));
      expect(await socket.nextMessage()).toMatchObject({ id: '2', type: 'next' });
      socket.ws.close();
    },
  );

  it.each([
    [256, 'next'],
    [257, 'error'],
  ])('that gives an operation an id of %i characters is answered with %s', async (length, type) => {
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('x'.repeat(length), '{ callsViewer { name } }'));
    expect(await socket.nextMessage()).toMatchObject({ id: 'x'.repeat(length), type });
    socket.ws.close();
  });

  it('that was refused and keeps its side open is let go of', async () => {
    const { hostname: host, port } = new URL(door.url);
    const socket = connect({ host, port: Number(port), allowHalfOpen: true });
    socket.on('error', () => {});
    socket.write(
      'GET /elsewhere HTTP/1.1\r\nhost: here\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
    );
    const [answer] = await Array.fromAsync(socket);
    expect(String(answer)).toMatch(/^HTTP\/1.1 404/);
    await expect(door.stop()).resolves.toBeUndefined();
    socket.destroy();
  });
});
