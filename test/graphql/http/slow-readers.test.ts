import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

/** Nearly as large as a response may be. */
const causes = Array.from({ length: 38 }, (_, n) => `a${n}: cause`).join(' ');
const query = `{ callEventLog { nodes { call { line { name } } ${causes} } } }`;
const responseBytes = 38 * 100_000;
const sweepMs = 10;

describe('a client that asks over HTTP and does not read', () => {
  let door: Door;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await door.stop();
  });
  const start = async (settings: Parameters<typeof startDoor>[0]) => {
    door = await startDoor(settings);
    door.host.events.record('NOTED', sampleCall(1), 'x'.repeat(100_000));
  };

  /** Sends so many requests at once. */
  function ask(times: number): Socket {
    const { port, pathname } = new URL(door.url);
    const socket = connect(Number(port), '127.0.0.1').pause();
    socket.on('error', () => {});
    sockets.push(socket);
    const path = `${pathname}?query=${encodeURIComponent(query)}`;
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nx-api-key: line-key\r\n\r\n`.repeat(times));
    return socket;
  }

  it('has one response at a time made, and is cut off', async () => {
    await start({ timing: { sweepMs, slowConsumerMs: 200 } });
    ask(40);
    await eventually(() => door.host.asked.byIds > 0);
    await eventually(async () => (await door.connections()) === 0);
    expect(door.host.asked.byIds).toBeLessThan(20);
  });

  it('has no more than 50 requests wait', async () => {
    await start({});
    ask(200);
    await eventually(async () => (await door.connections()) === 0);
    expect(door.host.asked.byIds).toBeLessThan(20);
  });

  it('gets every response in order when it does read', async () => {
    await start({ timing: { sweepMs, slowConsumerMs: 200 } });
    const socket = ask(5);
    let bytes = 0;
    socket.on('data', (data) => {
      bytes += data.byteLength;
    });
    socket.resume();
    await eventually(() => bytes > 5 * responseBytes);
  });

  it('is cut off for others of its kind, and not for one that reads', async () => {
    await start({ limits: { unreadBytes: 2.5 * responseBytes } });
    for (let n = 0; n < 4; n++) {
      ask(8);
      const { data } = await door.post(query);
      expect(data.callEventLog.nodes[0].a0).toHaveLength(100_000);
    }
    await eventually(async () => (await door.connections()) <= 3);
  });
});
