import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { follow } from '../../src/cli/calls/follow.ts';
import { startSilentSocket } from '../support/silent-socket.ts';

/** Follows until the connection breaks for the first time, and returns why. */
async function brokenBecause(host: string): Promise<string | undefined> {
  const interrupt = new AbortController();
  let because: string | undefined;
  const onBroken = (reason: string) => {
    because = reason;
    interrupt.abort();
  };
  const service = { url: `http://${host}`, key: 'cs_any', ask: () => Promise.reject('not asked') };
  const { signal } = interrupt;
  const following = { filter: {}, after: 'any', silenceMs: 200, signal, onBroken };
  for await (const event of follow(service, following)) expect(event).toBe('nothing');
  return because;
}

/** A server that takes connections, and never answers. */
async function startDumb() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connected: () => once(server, 'connection'),
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

it('a connection that falls silent is given up, although no close is answered', async () => {
  const silent = await startSilentSocket();
  expect(await brokenBecause(silent.host)).toBe('no pong came in time');
  await silent.stop();
});

it('a connection that never opens is given up', async () => {
  const dumb = await startDumb();
  expect(await brokenBecause(dumb.host)).toBe('Opening handshake has timed out');
  await dumb.stop();
});

it('an interruption ends it also while a connection opens', async () => {
  const dumb = await startDumb();
  const interrupt = new AbortController();
  void dumb.connected().then(() => interrupt.abort());
  const service = { url: `http://${dumb.host}`, key: 'cs_any', ask: () => Promise.reject('no') };
  const following = { filter: {}, after: 'any', signal: interrupt.signal, onBroken: expect.fail };
  for await (const event of follow(service, following)) expect(event).toBe('nothing');
  await dumb.stop();
});

it('an interruption ends it also while an open connection is not accepted', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const interrupt = new AbortController();
  const closed = new Promise((resolve) => {
    server.once('connection', (socket) => {
      socket.once('close', resolve);
      // The first message asks for the acknowledgement, which never comes.
      socket.once('message', () => interrupt.abort());
    });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = { url, key: 'cs_any', ask: () => Promise.reject('no') };
  const { signal } = interrupt;
  const following = { filter: {}, after: 'any', silenceMs: 600_000, signal, onBroken: expect.fail };
  for await (const event of follow(service, following)) expect(event).toBe('nothing');
  await closed;
  await new Promise((resolve) => server.close(resolve));
});
