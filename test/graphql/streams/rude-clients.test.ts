import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWelcomeSocket } from '../support/raw-socket.ts';
import { type Door, startDoor } from '../support/start-door.ts';

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
