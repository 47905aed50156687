import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openWelcomeSocket, type RawSocket, subscribe } from '../support/raw-socket.ts';
import { sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const names = `subscription ($after: String, $first: Int! = 1, $page: String = "c0") {
  callEvents(after: $after) { id call { line { name } history(first: $first, after: $page) { nodes { id } } } }
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
      // Without a value `page` has its default, and null is another value.
      ...(await listen(2, () => ({ page: null }))),
      ...(await listen(2, () => ({}), 'tenant-key')),
    ];
    ring();
    await readAll(sockets);
    expect(door.host.asked.byIds).toBe(4);
  });

  const large = 'x'.repeat(1024 * 1024);

  it('keeps no payload of a subscriber that shares it with no other', async () => {
    door = await startDoor();
    const [first] = await listen(1);
    ring();
    await first?.nextMessage();
    door.host.asked.byIds = 0;
    const [second] = await listen(1, () => ({ after: 'c0' }));
    await second?.nextMessage();
    expect(door.host.asked.byIds).toBe(1);
  });

  it.each([
    ['keeps the payloads that members of a group share', 'x', 0],
    ['keeps 8 MB of them at most, and executes older events again', large, 10],
  ])('%s', async (_what, cause, executedAgain) => {
    door = await startDoor();
    const query = `subscription ($after: String) {
      callEvents(after: $after) { cause call { line { name } } } }`;
    for (let n = 0; n < 10; n++) ring(cause);
    const executed: number[] = [];
    for (const _member of ['first', 'second', 'third']) {
      door.host.asked.byIds = 0;
      const socket = await openWelcomeSocket(door.socketUrl);
      socket.say(subscribe('1', query, { after: 'c0' }));
      for (let n = 0; n < 10; n++) await socket.nextMessage();
      executed.push(door.host.asked.byIds);
    }
    expect(executed).toEqual([10, 10, executedAgain]);
  });

  /** More than the queue of a socket and the buffers of the kernel hold together. */
  const manyLarge = 20;
  const watch = 'subscription { callEvents { cursor cause } }';

  async function openTwo() {
    const sockets = [
      await openWelcomeSocket(door.socketUrl),
      await openWelcomeSocket(door.socketUrl),
    ] as const;
    for (const socket of sockets) socket.say(subscribe('1', watch));
    await eventually(() => door.host.events.openStreams() === 2);
    return sockets;
  }

  it('cuts off a client that reads nothing, and no other', async () => {
    door = await startDoor({ timing: { sweepMs: 10, slowConsumerMs: 500 } });
    const [slow, quick] = await openTwo();
    slow.ws.pause();
    for (let n = 0; n < manyLarge; n++) ring(large);
    for (let n = 0; n < manyLarge; n++) await quick.nextMessage();
    await eventually(() => door.host.events.openStreams() === 1);
    slow.ws.resume();

    expect((await slow.closed).code).toBe(1013);
    expect(slow.messages.length).toBeLessThan(manyLarge);
    const [event, farewell, complete] = slow.messages.slice(-3);
    const last = event.payload.data.callEvents.cursor;
    expect(farewell.payload.errors[0].extensions).toEqual({ code: 'UNAVAILABLE', cursor: last });
    expect(complete.type).toBe('complete');
    const again = await openWelcomeSocket(door.socketUrl);
    again.say(subscribe('1', `subscription { callEvents(after: "${last}") { cursor } }`));
    const { payload } = await again.nextMessage();
    expect(payload.data.callEvents.cursor).toBe(`c${Number(last.slice(1)) + 1}`);
    expect(quick.ws.readyState).toBe(quick.ws.OPEN);
    quick.ws.close();
    again.ws.close();
  });

  it('cuts off no client for a pause of its own process', async () => {
    const slowConsumerMs = 100;
    door = await startDoor({ timing: { sweepMs: 10, slowConsumerMs } });
    const sockets = await openTwo();
    for (let n = 0; n < manyLarge; n++) ring(large);
    for (const socket of sockets) await socket.nextMessage();
    const pauseEnd = performance.now() + 3 * slowConsumerMs;
    while (performance.now() < pauseEnd);
    for (const socket of sockets) {
      for (let n = 1; n < manyLarge; n++) await socket.nextMessage();
      expect(socket.ws.readyState).toBe(socket.ws.OPEN);
      socket.ws.close();
    }
  });
});
