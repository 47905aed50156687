import { describe, expect, it, vi } from 'vitest';
import type { ProviderCallId } from '../../src/call/ids.ts';
import { hear } from './contract/hearing.ts';
import { byTheBook, patient, type Scripts, startScripted, told } from './genesys-scripted.ts';
import { ana, hearConnected, impatient, lineOf, signals, start, story } from './genesys-stage.ts';
import { apart } from './outgoing/loopback.ts';

const patience = { timeout: 15_000, interval: 5 };

describe.concurrent('a connection that breaks', () => {
  it.each([
    ['for a moment', 1],
    ['for longer than they remember us', 0],
  ])(
    '%s comes back with what was missed',
    apart(async (_how, remembered) => {
      const simulator = await start();
      const { heard, until } = await hearConnected(lineOf(ana, simulator));
      const [gone, answered, still] = [simulator.ring(), simulator.ring(), simulator.ring()];
      await until(() => expect(signals(heard)).toHaveLength(3));

      simulator.cutOff();
      simulator.hangUp(gone.id);
      simulator.answer(answered.id);
      const missed = simulator.ring({ sinceMs: 20_000 });
      const cameAndWent = simulator.ring();
      simulator.hangUp(cameAndWent.id);
      await until(() => expect(simulator.turnedAway).toBeGreaterThan(0));
      if (remembered === 0) simulator.forgetListeners();
      expect(simulator.listenersOf('ana')).toBe(remembered);
      simulator.restore();

      await until(() => expect(signals(heard)).toHaveLength(7));
      const since = heard.slice(heard.findLastIndex(({ is }) => is === 'connected') + 1);
      expect(
        signals(since).map(({ providerCallId: id, kind, deliveredLate }) => [
          id,
          kind.is,
          deliveredLate,
        ]),
      ).toEqual([
        [gone.id, 'released', true],
        [answered.id, 'answered', undefined],
        [still.id, 'ringing', undefined],
        [missed.id, 'ringing', true],
      ]);
      const keys = signals(heard).map(
        ({ providerCallId, dedupeKey }) => `${providerCallId} ${dedupeKey}`,
      );
      expect(keys[5], 'what was known is known by its key').toBe(keys[2]);
    }),
  );

  it(
    'goes on telling afterwards',
    apart(async () => {
      const simulator = await start();
      const { heard, until } = await hearConnected(lineOf(ana, simulator));
      simulator.cutOff();
      simulator.forgetListeners();
      await until(() => expect(simulator.turnedAway).toBeGreaterThan(0));
      simulator.restore();
      await until(() => expect(story(heard).length).toBeGreaterThanOrEqual(2));
      const { id } = simulator.ring();
      await until(() => expect(signals(heard)).not.toHaveLength(0));
      simulator.hangUp(id);
      await until(() => expect(signals(heard).at(-1)?.kind.is).toBe('released'));
    }),
  );

  it(
    'is given up when it does not come back',
    apart(async () => {
      const simulator = await start();
      const { ended } = await hearConnected(lineOf(ana, simulator, {}, impatient));
      simulator.cutOff();
      await expect(ended).rejects.toMatchObject({ name: 'ListenError' });
    }),
  );

  it(
    'is given up at once when the session is gone',
    apart(async () => {
      const simulator = await start();
      const { ended } = await hearConnected(lineOf(ana, simulator));
      simulator.expireSessions();
      await expect(ended).rejects.toMatchObject({ problem: { kind: 'NOT_CONNECTED' } });
    }),
  );

  it(
    'catches up after more events at once than can be read',
    apart(async () => {
      const simulator = await start();
      const { heard, until } = await hearConnected(lineOf(ana, simulator));
      const rung = Array.from({ length: 60 }, () => simulator.ring());
      const padding = 'x'.repeat(3000);
      for (const { id } of rung)
        simulator.publish('ana', '/v2/me/calls', { call: { id, padding } });
      const known = () =>
        new Set(signals(heard).map(({ providerCallId }) => providerCallId as string));
      await until(() => expect(known()).toEqual(new Set(rung.map(({ id }) => id))));
      expect(story(heard).filter((word) => word === 'connected')).toHaveLength(2);
    }),
  );

  it(
    'ends when its events are not taken',
    apart(async () => {
      const simulator = await start();
      const events = lineOf(ana, simulator).listen?.(AbortSignal.timeout(50_000), []);
      const taken = events?.[Symbol.asyncIterator]();
      expect(await taken?.next()).toEqual({ done: false, value: { is: 'connected' } });
      const polls = () => simulator.requests.filter(({ operation }) => operation === 'poll').length;
      for (let n = 0; n < 1200; n++) {
        const call = { id: `013V${n}`, state: 'Ringing' };
        const before = polls();
        simulator.publish('ana', '/v2/me/calls', { call });
        // Few enough at a time to be read: the next poll shows that they have been.
        if (n % 100 === 99)
          await vi.waitFor(() => expect(polls()).toBeGreaterThan(before), patience);
      }
      const takeAll = async () => {
        for (let item = await taken?.next(); !item?.done; item = await taken?.next());
      };
      await expect(takeAll()).rejects.toMatchObject({ name: 'ListenError' });
    }),
  );
});

describe.concurrent('a connection that is lost while the current calls are read', () => {
  const ring = told('013V1', 'Ringing');
  const end = told('013V1', 'Released');
  const more = Array.from({ length: 1000 }, () => ({ channel: '/v2/me/devices', data: {} }));
  const stop = { advice: { reconnect: 'none' } };

  it.each<[string, string[], string[], (lost: () => void) => Scripts]>([
    [
      'tells the end of a call after its ring',
      ['leg 1 ringing', 'leg 1 released'],
      [],
      (lost) => ({
        connect(asked, nth) {
          if (nth === 2) return [ring, ...byTheBook.connect(asked)];
          if (nth !== 3) return byTheBook.connect(asked);
          lost();
          return [...byTheBook.connect(asked).map((reply) => ({ ...reply, ...stop })), end];
        },
      }),
    ],
    [
      'tells no end before the ring after more events than are held back, and the next one infers it',
      ['leg 1 ringing'],
      ['inferred: leg 1 released'],
      (lost) => ({
        connect: (asked, nth) => [
          ...(nth === 2 ? [ring, ...more] : []),
          ...byTheBook.connect(asked),
        ],
        disconnect(asked) {
          lost();
          return [end, ...byTheBook.disconnect(asked)];
        },
      }),
    ],
  ])(
    '%s',
    apart(async (_what, legs, legsOfNext, scriptsOf) => {
      const read = Promise.withResolvers<readonly object[]>();
      // Later than the client has read what it is told last.
      const scripts = scriptsOf(() => setTimeout(read.resolve, 200, []));
      const { line } = await startScripted({ ...scripts, calls: () => read.promise }, patient);
      const { heard, ended } = hear(line);
      await expect(ended).rejects.toMatchObject({ name: 'ListenError' });
      expect(story(heard).filter((word) => word !== 'connected')).toEqual(legs);

      const id = '013V1' as ProviderCallId;
      const state = legs.at(-1) === 'leg 1 released' ? 'over' : 'open';
      const next = hear(line, [{ providerCallId: id, state }]);
      await next.until(() => expect(story(next.heard)).toEqual(['connected', ...legsOfNext]));
    }),
  );

  it(
    'tells what came before the last channel was refused, in order',
    apart(async () => {
      const { line } = await startScripted(
        {
          subscribe(asked) {
            const [calls, devices, services] = byTheBook.subscribe(asked);
            return [
              calls,
              ring,
              { ...devices, successful: false, error: '403::denied' },
              end,
              services,
            ];
          },
        },
        patient,
      );
      const { heard, ended } = hear(line);
      await expect(ended).rejects.toMatchObject({ problem: { kind: 'NOT_CONNECTED' } });
      expect(story(heard)).toEqual(['leg 1 ringing', 'leg 1 released']);
    }),
  );
});
