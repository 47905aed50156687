import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createConnection } from '../../../src/graphql/streams/socket-connection.ts';
import { createUnreadBytes } from '../../../src/graphql/unread-bytes.ts';
import { eventually } from '../support/eventually.ts';
import { openSocket, openWelcomeSocket, type RawSocket } from '../support/raw-socket.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const mebibyte = 1024 * 1024;
/** The kernel may buffer some 37 MB in each direction, and a queue holds 4 MB. On a busy machine more passes before the cut. */
const mostMebibytes = 500;

const padding = 'x'.repeat(32 * 1024);
const ping = JSON.stringify({ type: 'ping', payload: { padding } });
const pingMessage = { bytes: padding.length, send: ({ ws }: RawSocket) => ws.send(ping) };
const pingFrame = { bytes: 125, send: ({ ws }: RawSocket) => ws.ping(padding.slice(0, 125)) };

describe('a client that asks and never reads the replies', () => {
  let door: Door;
  beforeEach(async () => {
    door = await startDoor({ timing: { closeMs: 50, connectionInitMs: 60_000 } });
  });
  afterEach(() => door.stop());

  it.each([
    ['before it has authenticated', pingMessage, () => openSocket(door.socketUrl)],
    ['before it has authenticated, for ping frames', pingFrame, () => openSocket(door.socketUrl)],
    ['with a key', pingMessage, () => openWelcomeSocket(door.socketUrl)],
  ])('is disconnected %s, and another client is not', async (_when, { bytes, send }, open) => {
    const [socket, other] = [await open(), await openWelcomeSocket(door.socketUrl)];
    const { ws } = socket;
    ws.on('error', () => {});
    ws.pause();
    const isOver = () => ws.readyState !== ws.OPEN;
    let sent = 0;
    for (; sent < mostMebibytes && !isOver(); sent++) {
      for (let n = 0; n < mebibyte / bytes; n++) send(socket);
      await eventually(() => isOver() || ws.bufferedAmount < mebibyte);
    }
    ws.resume();
    expect(sent).toBeLessThan(mostMebibytes);
    expect([1006, 1013]).toContain((await socket.closed).code);
    other.say({ type: 'ping' });
    expect(await other.nextMessage()).toEqual({ type: 'pong' });
    other.ws.close();
  });
});

describe('unread replies', () => {
  it.each([
    ['of 3000 bytes is within', 'x'.repeat(3000), WebSocket.OPEN],
    ['of 3000 letters of two bytes each is beyond', 'ü'.repeat(3000), WebSocket.CLOSING],
    ['of 2000 letters of three bytes each is beyond', '語'.repeat(2000), WebSocket.CLOSING],
  ])('are counted in bytes: one %s a limit of 5000 bytes', async (_what, reply, readyState) => {
    const { connection, ws, request, client, close } = await connect(5000);
    // Nothing is written until the socket is uncorked.
    request.socket.cork();
    void connection.send(reply);
    expect(ws.readyState).toBe(readyState);
    request.socket.uncork();
    if (readyState === WebSocket.OPEN) {
      const [data, isBinary] = await once(client, 'message');
      expect([String(data), isBinary]).toEqual([reply, false]);
    }
    await close();
  });

  it('arrive as text, whatever their letters', async () => {
    const { connection, client, close } = await connect(5000);
    for (const reply of ['', 'x', 'Grüße, 語, 🙂']) {
      const received = once(client, 'message');
      await connection.send(reply);
      const [data, isBinary] = await received;
      expect([String(data), isBinary]).toEqual([reply, false]);
    }
    await close();
  });
});

/** A connection of which `maxBytes` may be unread, and its client. */
async function connect(maxBytes: number) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => {});
  const [ws, request] = (await accepted) as [WebSocket, IncomingMessage];
  await once(client, 'open');
  const unread = createUnreadBytes(maxBytes);
  const connection = createConnection(ws, request.socket, request, { unread, closeMs: 50 });
  const close = async () => {
    client.terminate();
    ws.terminate();
    await new Promise((done) => server.close(done));
  };
  return { connection, ws, request, client, close };
}
