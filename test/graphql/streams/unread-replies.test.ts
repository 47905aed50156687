import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
