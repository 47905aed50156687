import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { openSocket, openWelcomeSocket, type RawSocket, subscribe } from '../support/raw-socket.ts';
import { sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const watch = `subscription ($after: String) { callEvents(after: $after) { cursor cause } }`;
const timing = { sweepMs: 10, heartbeatMs: 300, closeMs: 20 };

describe('a client that freezes', () => {
  let door: Door;
  afterEach(() => door.stop());

  const record = (count: number, cause: string) => {
    for (let i = 0; i < count; i++) door.host.events.record('RANG', sampleCall(1), cause);
  };
  const cursorsOf = (socket: RawSocket) =>
    socket.messages.map(({ payload }) => payload.data.callEvents.cursor as string);
  const all = () => door.host.events.log.map(({ cursor }) => cursor);

  const listen = async (variables = {}) => {
    const socket = await openWelcomeSocket(door.socketUrl);
    const before = door.host.events.openStreams();
    socket.say(subscribe('1', watch, variables));
    await eventually(() => door.host.events.openStreams() === before + 1);
    return socket;
  };
  /** Until the time of an ordinary goodbye, which another client does not answer, is over. */
  const outlastAGoodbye = async () => {
    const rude = await openSocket(door.socketUrl);
    rude.say('nonsense');
    rude.ws.pause();
    await eventually(async () => (await door.connections()) === 1);
    rude.ws.terminate();
  };

  it.each([
    ['a little', 3, 'x'],
    ['more than its buffers hold', 20, 'x'.repeat(1024 * 1024)],
  ])(
    'misses a ping, reads 1013 after %s when it thaws, and resumes without a gap',
    async (_, count, cause) => {
      door = await startDoor({ timing });
      const frozen = await listen();
      record(1, 'before');
      await eventually(() => frozen.messages.length === 1);
      frozen.ws.pause();
      record(count, cause);
      await eventually(() => door.host.events.openStreams() === 0);
      record(2, 'while away');
      await outlastAGoodbye();
      frozen.ws.resume();

      const reason = 'No pong: resume after your last cursor';
      expect(await frozen.closed).toEqual({ code: 1013, reason });
      const seen = cursorsOf(frozen);
      expect(seen.length).toBeLessThan(all().length);
      const again = await listen({ after: seen.at(-1) });
      await eventually(() => seen.length + again.messages.length >= all().length);
      expect([...seen, ...cursorsOf(again)]).toEqual(all());
      again.ws.close();
    },
  );

  it('is given up when it does not thaw', async () => {
    door = await startDoor({ timing: { ...timing, thawMs: 50 } });
    const frozen = await listen();
    frozen.ws.pause();
    await eventually(async () => (await door.connections()) === 0);
    frozen.ws.terminate();
  });
});
