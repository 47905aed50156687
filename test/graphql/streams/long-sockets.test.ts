import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openSocket, openWelcomeSocket, subscribe } from '../support/raw-socket.ts';
import { lineKeyViewer, sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const events = 'subscription { callEvents { id } }';

describe('sockets that stay open', () => {
  let door: Door;
  afterEach(() => door.stop());

  it('are told and closed with 4401 when their key no longer works', async () => {
    door = await startDoor({ timing: { keyCheckMs: 20 } });
    const socket = await openWelcomeSocket(door.socketUrl);
    const other = await openWelcomeSocket(door.socketUrl, 'tenant-key');
    socket.say(subscribe('1', events));
    await eventually(() => door.host.events.openStreams() === 1);
    door.host.viewers.delete('line-key');
    expect(await socket.closed).toEqual({ code: 4401, reason: 'The key no longer works' });
    const [{ payload }, complete] = socket.messages;
    expect(payload.errors[0].extensions).toEqual({ code: 'UNAUTHENTICATED', cursor: 'c0' });
    expect(complete).toEqual({ id: '1', type: 'complete' });
    expect(door.host.events.openStreams()).toBe(0);
    expect(other.ws.readyState).toBe(other.ws.OPEN);
    other.ws.close();
  });

  it('are told and closed with 4403 when their key is for other lines now', async () => {
    door = await startDoor({ timing: { keyCheckMs: 20 } });
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', events));
    await eventually(() => door.host.events.openStreams() === 1);
    door.host.viewers.set('line-key', { ...lineKeyViewer, lines: [] });
    expect((await socket.closed).code).toBe(4403);
    const [{ payload }, complete] = socket.messages;
    expect(payload.errors[0].extensions).toEqual({ code: 'KEY_CHANGED', cursor: 'c0' });
    expect(complete).toEqual({ id: '1', type: 'complete' });
  });

  it('stay open while keys cannot be checked', async () => {
    door = await startDoor({ timing: { keyCheckMs: 20 } });
    door.host.viewers.set('unreachable', lineKeyViewer);
    const socket = await openWelcomeSocket(door.socketUrl);
    const works = door.host.viewers.get.bind(door.host.viewers);
    door.host.viewers.get = () => {
      throw new Error('The database cannot be reached.');
    };
    await eventually(() => door.logged.length > 0);
    door.host.viewers.get = works;
    socket.say({ type: 'ping' });
    expect(await socket.nextMessage()).toEqual({ type: 'pong' });
    socket.ws.close();
  });

  it('are pinged, and given up when they do not answer', async () => {
    door = await startDoor({ timing: { sweepMs: 10, heartbeatMs: 30 } });
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.say(subscribe('1', events));
    await eventually(() => door.host.events.openStreams() === 1);
    await new Promise((resolve) => socket.ws.once('ping', resolve));
    await new Promise((resolve) => socket.ws.once('ping', resolve));
    socket.ws.pause();
    await eventually(() => door.host.events.openStreams() === 0);
    socket.ws.terminate();
  });

  it('are told where to resume and closed with 1012 when the door drains, and no new ones are taken', async () => {
    door = await startDoor({ timing: { drainSpreadMs: 50 } });
    const sockets = await Promise.all([1, 2, 3].map(() => openWelcomeSocket(door.socketUrl)));
    for (const socket of sockets) socket.say(subscribe('1', events));
    await eventually(() => door.host.events.openStreams() === 3);

    const { cursor } = door.host.events.record('RANG', sampleCall(1));
    await eventually(() => sockets.every(({ messages }) => messages.length === 1));
    const drained = door.graphql.drain();
    await expect(openSocket(door.socketUrl)).rejects.toThrow('503');
    await drained;
    const closes = await Promise.all(sockets.map((socket) => socket.closed));
    expect(closes).toEqual(Array(3).fill({ code: 1012, reason: 'Service Restart' }));
    const restart = {
      message:
        'This process is stopping. Subscribe again with `after` set to the `cursor` of this error.',
      extensions: { code: 'UNAVAILABLE', cursor },
    };
    for (const { messages } of sockets) {
      expect(messages.slice(1)).toEqual([
        { id: '1', type: 'next', payload: { errors: [restart] } },
        { id: '1', type: 'complete' },
      ]);
    }
    expect(door.host.events.openStreams()).toBe(0);
  });

  it('are cut off when they do not answer the goodbye', async () => {
    door = await startDoor({ timing: { drainSpreadMs: 0, closeMs: 50 } });
    const socket = await openWelcomeSocket(door.socketUrl);
    socket.ws.pause();
    await door.graphql.drain();
    socket.ws.resume();
    expect((await socket.closed).code).toBe(1012);
  });
});
