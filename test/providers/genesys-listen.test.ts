import { describe, expect, it } from 'vitest';
import { createGenesys } from '../../src/providers/genesys/genesys.ts';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { Heard } from '../../src/providers/provider.ts';
import { hear } from './contract/hearing.ts';
import { byTheBook, patient, startScripted, told } from './genesys-scripted.ts';
import {
  ana,
  ben,
  hasty,
  hearConnected,
  lineOf,
  reject,
  signals,
  start,
  story,
} from './genesys-stage.ts';
import { afterwards } from './outgoing/loopback.ts';

describe('a rejected call', () => {
  it('returns to its queue and rings again as another leg of the same conversation', async () => {
    const simulator = await start({ requeueTo: 'same' });
    const line = lineOf(ana, simulator);
    const { heard, until } = await hearConnected(line);
    expect(await reject(line, simulator.ring().id)).toEqual({ is: 'under-way' });
    await until(() => expect(signals(heard)).toHaveLength(3));
    expect(story(heard)).toEqual(['connected', 'leg 1 ringing', 'leg 1 released', 'leg 2 ringing']);
    expect(new Set(signals(heard).map(({ conversationId }) => conversationId)).size).toBe(1);
  });

  it('is another call even where its second leg has the id of the first', async () => {
    const simulator = await start({ requeueTo: 'same', legIds: 'of-the-call' });
    const line = lineOf(ana, simulator);
    const { heard, until } = await hearConnected(line);
    await reject(line, simulator.ring().id);
    await until(() => expect(signals(heard)).toHaveLength(3));
    const again = signals(heard)[2]?.providerCallId ?? '';
    expect(await reject(line, again)).toEqual({ is: 'under-way' });
    await until(() => expect(signals(heard).length).toBeGreaterThan(3));
    expect(story(heard).slice(0, 5)).toEqual([
      'connected',
      'leg 1 ringing',
      'leg 1 released',
      'leg 2 ringing',
      'leg 2 released',
    ]);
    const keys = signals(heard).map(({ dedupeKey }) => dedupeKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('goes to another agent, and each line hears and rejects only its own', async () => {
    const simulator = await start({ requeueTo: 'next' });
    const [lineOfAna, lineOfBen] = [lineOf(ana, simulator), lineOf(ben, simulator)];
    const [atAna, atBen] = [await hearConnected(lineOfAna), await hearConnected(lineOfBen)];
    const { id } = simulator.ring({ agent: 'ana' });
    expect(await reject(lineOfBen, id)).toMatchObject({ is: 'already-over' });
    expect(await reject(lineOfAna, id)).toEqual({ is: 'under-way' });
    await atBen.until((heard) => expect(signals(heard)).toHaveLength(1));
    await atAna.until((heard) => expect(signals(heard)).toHaveLength(2));
    expect(story(atAna.heard)).toEqual(['connected', 'leg 1 ringing', 'leg 1 released']);
    expect(story(atBen.heard)).toEqual(['connected', 'leg 1 ringing']);
    expect(signals(atBen.heard)[0]?.conversationId).toBe(signals(atAna.heard)[0]?.conversationId);
    expect(simulator.requests.filter(({ identities }) => identities.length !== 1)).toEqual([]);
  });
});

describe('listening', () => {
  it('signs the agent in for voice, unless the account says not to', async () => {
    const simulator = await start();
    await hearConnected(lineOf(ana, simulator));
    await hearConnected(lineOf(ben, simulator, { startsSession: false }));
    expect(simulator.agents.map(({ hasStarted }) => hasStarted)).toEqual([true, false]);
  });

  it('tells what the agent does, beginning with how things stand', async () => {
    const simulator = await start();
    simulator.setState('ana', { userState: 'Ready' });
    const { heard, until } = await hearConnected(lineOf(ana, simulator));
    const presences = () => heard.flatMap((item) => (item.is === 'presence' ? item.presence : []));
    // What comes meanwhile would count instead of what is read.
    await until(() => expect(presences()).toEqual(['ONLINE']));
    simulator.setState('ana', { doNotDisturb: 'On' });
    simulator.setState('ana', { userState: 'LoggedOut' });
    simulator.setState('ana', { userState: 'Unknown' });
    await until(() => expect(presences()).toEqual(['ONLINE', 'BUSY', 'OFFLINE', 'UNKNOWN']));
  });

  it('says that a direct call may not be rejected', async () => {
    const simulator = await start();
    const { heard, until } = await hearConnected(lineOf(ana, simulator));
    simulator.ring({ isDirect: true, from: '5005' });
    await until(() => expect(signals(heard)).toMatchObject([{ forbidsReject: true }]));
  });

  it('begins with the calls that stand, and tells which began to ring before', async () => {
    const simulator = await start();
    const rungAt = Date.now();
    const before = simulator.ring({ sinceMs: 20_000 });
    simulator.answer(simulator.ring().id);
    const { heard } = await hearConnected(lineOf(ana, simulator));
    expect(story(heard)).toEqual(['connected', 'late: leg 1 ringing', 'leg 2 answered']);
    const [ringing] = signals(heard);
    // The provider tells whole seconds, and its answer takes a while.
    const driftMs = Number(ringing?.occurredAt) - before.startedAt;
    expect(Math.abs(driftMs)).toBeLessThanOrEqual(1000 + Date.now() - rungAt);
  });

  describe('where the agent’s own device is the first participant', () => {
    const callers = (heard: readonly Heard[]) =>
      signals(heard).map(({ caller }) => caller?.atProvider);

    it('names the other one as the caller of a call that stands', async () => {
      const simulator = await start();
      simulator.ring({ from: '447700900150', namesAgent: ana.phoneNumber });
      simulator.ring({ from: '', namesAgent: ana.phoneNumber });
      const { heard } = await hearConnected(lineOf(ana, simulator));
      expect(callers(heard)).toEqual(['447700900150', undefined]);
    });

    it.each([
      ['is refused', { is: 'status', status: 500 }],
      [
        'has no devices',
        { is: 'status', status: 200, body: { statusCode: 0, user: { devices: null } } },
      ],
      ['never comes', { is: 'hang' }],
    ] as const)('names nobody while the answer about the agent %s', async (_how, fault) => {
      const simulator = await start();
      simulator.fault('devices', fault);
      const { id } = simulator.ring({ from: '447700900151', namesAgent: ana.phoneNumber });
      const provider = fault.is === 'hang' ? hasty : undefined;
      const { heard, until } = await hearConnected(lineOf(ana, simulator, {}, provider));
      simulator.answer(id);
      await until(() => expect(callers(heard)).toEqual([undefined, '447700900151']));
    });

    it('names the caller of a call that began during the connect from its notification', async () => {
      const held = Promise.withResolvers<void>();
      const participants = [{ digits: ana.phoneNumber }, { digits: '447700900153' }];
      const ringing = told('013V3', 'Ringing', { participants }) as { data: { call: object } };
      const notification = { ...ringing, data: { ...ringing.data, phoneNumber: ana.phoneNumber } };
      const { line } = await startScripted(
        {
          agent: () => ({ statusCode: 0, user: { devices: null } }),
          calls: () => held.promise.then(() => [ringing.data.call]),
          connect(asked, nth) {
            // The fourth poll shows that the reply to the second was read.
            if (nth === 4) held.resolve();
            return [...(nth === 2 ? [notification] : []), ...byTheBook.connect(asked)];
          },
        },
        patient,
      );
      const { heard, until } = await hearConnected(line);
      await until(() => expect(callers(heard)).toEqual(['447700900153', '447700900153']));
    });

    it.each([
      ['two numbers', ana.phoneNumber, true],
      ['none, because it is withheld', '', undefined],
    ])(
      'tells whether the caller is unclear where a notification without the device names %s',
      async (_what, own, isUnclear) => {
        const simulator = await start();
        const { heard, until } = await hearConnected(lineOf(ana, simulator));
        const participants = own === '' ? [] : [{ digits: own }, { digits: '447700900154' }];
        const call = { id: '013V0UNCLEAR', state: 'Ringing', participants };
        simulator.publish('ana', '/v2/me/calls', { call });
        await until(() => expect(signals(heard)).toHaveLength(1));
        const [signal] = signals(heard);
        expect([signal?.caller, signal?.isCallerUnclear]).toEqual([undefined, isUnclear]);
      },
    );

    it('names the other one in an error as well', async () => {
      const simulator = await start();
      const { heard, until } = await hearConnected(lineOf(ana, simulator));
      const participants = [{ digits: ana.phoneNumber }, { digits: '447700900152' }];
      const call = { id: '013V0ERROR2', state: 'Ringing', participants };
      const error = { notificationType: 'Error', call, phoneNumber: ana.phoneNumber };
      simulator.publish('ana', '/v2/me/calls', error);
      await until(() => expect(callers(heard)).toEqual(['447700900152']));
    });
  });

  it('does not make a reject wait behind a poll', async () => {
    const simulator = await start();
    const open = () => createProviderHttp({ timeoutMs: 8000, connectionsPerOrigin: 1 });
    const [http, forPolls] = [open(), open()];
    afterwards(() => Promise.all([http.close(), forPolls.close()]).then(() => undefined));
    const parts = { http, polls: forPolls, now: () => new Date() };
    const line = lineOf(ana, simulator, {}, createGenesys(parts));
    const { until } = await hearConnected(line);
    // The first three are answered at once, and the next one when there is something to tell.
    const polls = () => simulator.requests.filter(({ operation }) => operation === 'poll');
    await until(() => expect(polls().length).toBeGreaterThan(3));
    simulator.events.hold();
    expect(await reject(line, simulator.ring().id)).toEqual({ is: 'under-way' });
  });

  it('is not fooled by a password that is wrong', async () => {
    const { ended } = hear(lineOf({ ...ana, password: 'wrong' }, await start()));
    await expect(ended).rejects.toMatchObject({ problem: { kind: 'WRONG_CREDENTIALS' } });
  });

  it.each(['calls', 'start'] as const)(
    'fails when %s cannot be read, rather than begin with a gap',
    async (operation) => {
      const simulator = await start();
      simulator.fault(operation, { is: 'status', status: 500 }, 'always');
      const { ended, heard } = hear(lineOf(ana, simulator));
      await expect(ended).rejects.toMatchObject({ problem: { kind: 'UNAVAILABLE' } });
      expect(heard).toEqual([]);
    },
  );

  it('goes on where the calls that stand are told in another way', async () => {
    const simulator = await start();
    simulator.ring();
    simulator.fault('calls', { is: 'status', status: 200, body: { statusCode: 0, uris: [] } });
    expect(story((await hearConnected(lineOf(ana, simulator))).heard)).toEqual(['connected']);
  });

  it('goes on where the agent is signed in for voice already', async () => {
    const simulator = await start();
    simulator.fault('start', { is: 'status', status: 409, body: { statusCode: 19 } });
    await hearConnected(lineOf(ana, simulator));
  });

  it('signs off when called off', async () => {
    const simulator = await start();
    const hearing = await hearConnected(lineOf(ana, simulator));
    expect(simulator.listenersOf('ana')).toBe(1);
    await hearing.stop();
    expect(simulator.listenersOf('ana')).toBe(0);
  });

  it('ends when called off while nothing answers', async () => {
    const simulator = await start();
    for (const operation of ['login', 'start'] as const) {
      simulator.fault(operation, { is: 'hang' });
      const hearing = hear(lineOf(ana, simulator));
      const asked = () => simulator.requests.filter((request) => request.operation === operation);
      await hearing.until(() => expect(asked()).toHaveLength(1));
      await expect(hearing.stop()).resolves.toBeUndefined();
    }
    const cutOff = await hearConnected(lineOf(ana, simulator));
    simulator.cutOff();
    await expect(cutOff.stop()).resolves.toBeUndefined();
  });

  it('leaves no window that other libraries would take for a browser', async () => {
    await hearConnected(lineOf(ana, await start()));
    expect(typeof Reflect.get(globalThis, 'window')).toBe('function');
  });
});
