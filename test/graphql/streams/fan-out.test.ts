import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openWelcomeSocket, type RawSocket, subscribe } from '../support/raw-socket.ts';
import { sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const names = `subscription ($after: String, $first: Int! = 1) {
  callEvents(after: $after) { id call { line { name } history(first: $first) { nodes { id } } } }
}`;

describe('fan-out', () => {
  let door: Door;
  afterEach(() => door.stop());
  const ring = (cause?: string) => door.host.events.record('RANG', sampleCall(1), cause);

  const listen = async (
    count: number,
    variables: (i: number) => object = () => ({}),
    key?: string,
  ) => {
    const sockets = await Promise.all(
      Array.from({ length: count }, () => openWelcomeSocket(door.socketUrl, key)),
    );
    const before = door.host.events.openStreams();
    for (const [i, socket] of sockets.entries())
      socket.say(subscribe(`s${i}`, names, variables(i)));
    await eventually(() => door.host.events.openStreams() === before + count);
    return sockets;
  };
  const readAll = (sockets: RawSocket[]) => Promise.all(sockets.map((one) => one.nextMessage()));

  it('executes once per event for all subscribers of the same thing', async () => {
    door = await startDoor();
    const sockets = await listen(20);
    const events = [ring(), ring(), ring()];
    const received: string[] = [];
    for (const _event of events) {
      for (const { payload } of await readAll(sockets)) received.push(payload.data.callEvents.id);
    }
    expect(received.sort()).toEqual(events.flatMap(({ id }) => Array(20).fill(id)).sort());
    expect(door.host.asked.byIds).toBe(3);
  });

  it('executes once though everybody resumed from elsewhere', async () => {
    door = await startDoor();
    const past = [ring(), ring()];
    const sockets = await listen(2, (i) => ({ after: past[i]?.cursor }));
    await sockets[0]?.nextMessage();
    door.host.asked.byIds = 0;
    ring();
    await readAll(sockets);
    expect(door.host.asked.byIds).toBe(1);
  });

  it('executes apart for other variables and for other keys', async () => {
    door = await startDoor();
    const sockets = [
      ...(await listen(2)),
      ...(await listen(2, () => ({ first: 2 }))),
      ...(await listen(2, () => ({}), 'tenant-key')),
    ];
    ring();
    await readAll(sockets);
    expect(door.host.asked.byIds).toBe(3);
  });

  it('cuts off a client that takes nothing, and nobody else', async () => {
    door = await startDoor({ timing: { sweepMs: 10, slowConsumerMs: 100 } });
    const query = 'subscription { callEvents { cursor cause } }';
    const [slow, quick] = [
      await openWelcomeSocket(door.socketUrl),
      await openWelcomeSocket(door.socketUrl),
    ];
    for (const socket of [slow, quick]) socket.say(subscribe('1', query));
    await eventually(() => door.host.events.openStreams() === 2);
    slow.ws.pause();

    const big = 'x'.repeat(1024 * 1024);
    for (let i = 0; i < 20; i++) ring(big);
    for (let i = 0; i < 20; i++) await quick.nextMessage();
    await eventually(() => door.host.events.openStreams() === 1);
    slow.ws.resume();

    expect((await slow.closed).code).toBe(1013);
    const last = slow.messages.at(-1).payload.data.callEvents.cursor;
    expect(slow.messages.length).toBeLessThan(20);

    const again = await openWelcomeSocket(door.socketUrl);
    again.say(subscribe('1', `subscription { callEvents(after: "${last}") { cursor } }`));
    const { payload } = await again.nextMessage();
    expect(payload.data.callEvents.cursor).toBe(`c${Number(last.slice(1)) + 1}`);
    quick.ws.close();
    again.ws.close();
  });
});
