import { describe, expect, it } from 'vitest';
import { hear } from './contract/hearing.ts';
import { legs, secondPoll } from './genesys-polls.ts';
import {
  type Asked,
  byTheBook,
  patient,
  type Script,
  startScripted,
  told,
} from './genesys-scripted.ts';
import { hearConnected, story } from './genesys-stage.ts';
import { apart } from './outgoing/loopback.ts';

const bare = (reply: object, without: string) =>
  Object.fromEntries(Object.entries(reply).filter(([name]) => name !== without));

describe.concurrent('the line goes on hearing, and misses no call', () => {
  it.each<[string, (reply: object, asked: Asked) => unknown]>([
    ['has no id', (reply) => bare(reply, 'id')],
    ['has the id null', (reply) => ({ ...reply, id: null })],
    ['has another id', (reply) => ({ ...reply, id: 'another' })],
    ['has a number for an id', (reply, { id }) => ({ ...reply, id: Number(id) })],
    ['is not there', () => [told('013V1', 'Ringing')]],
    ['is of another channel', (reply) => ({ ...reply, channel: '/meta/unheard-of' })],
    ['comes twice', (reply) => [reply, told('013V1', 'Ringing'), reply]],
    [
      'comes after one that is late',
      (reply) => [{ ...reply, id: '1' }, reply, told('013V1', 'Ringing')],
    ],
    ['is among what is no message', (reply) => [null, 7, {}, told('013V1', 'Ringing'), reply]],
    [
      'comes with a call that is null',
      (reply) => [
        { channel: '/v2/me/calls', data: { call: null } },
        { channel: '/v2/me/calls', data: null },
        told('013V1', 'Ringing'),
        reply,
      ],
    ],
    [
      'is written in another case',
      (reply) => [told('013V1', 'RINGING'), { ...reply, advice: { reconnect: 'Retry' } }],
    ],
    ['has advice that is none', (reply) => ({ ...reply, advice: null })],
    [
      'has advice that nobody knows',
      (reply) => ({ ...reply, advice: { reconnect: 'perhaps', interval: 'soon', timeout: null } }),
    ],
    [
      'succeeds and advises to begin again',
      (reply) => ({ ...reply, advice: { reconnect: 'handshake' } }),
    ],
    [
      'comes after a message that advises to begin again',
      (reply) => [{ ...told('013V1', 'Ringing'), advice: { reconnect: 'handshake' } }, reply],
    ],
    [
      'fails and advises to begin again',
      (reply) => ({ ...reply, successful: false, advice: { reconnect: 'handshake', interval: 0 } }),
    ],
    [
      'does not know the client',
      (reply) => ({ ...bare(reply, 'advice'), successful: false, error: '402::Unknown client' }),
    ],
    [
      'does not know the client and says it as text',
      (reply) => ({
        ...reply,
        successful: 'false',
        error: '402::Unknown client',
        advice: { reconnect: 'HANDSHAKE' },
      }),
    ],
  ])(
    'when the reply to a poll %s',
    apart(async (_how, change) => {
      const site = await startScripted(
        {
          calls: (nth) => (nth === 1 ? [] : legs(['Released', 'Ringing']).slice(1)),
          connect: (asked, nth) =>
            nth === 8
              ? [told('013V2', 'Ringing'), ...byTheBook.connect(asked)]
              : secondPoll(change)(asked, nth),
        },
        patient,
      );
      const { heard, until } = await hearConnected(site.line);
      await until(() => expect(story(heard)).toContain('leg 2 ringing'));
      expect(new Set(story(heard))).toEqual(
        new Set(['connected', 'leg 1 ringing', 'leg 2 ringing']),
      );
    }),
  );

  it(
    'when calls are told in the replies to other messages',
    apart(async () => {
      const { line } = await startScripted(
        {
          subscribe: (asked) => [told('013V1', 'Ringing'), ...byTheBook.subscribe(asked)],
        },
        patient,
      );
      const { heard, until } = await hearConnected(line);
      await until(() => expect(story(heard)).toEqual(['connected', 'leg 1 ringing']));
    }),
  );

  it(
    'when the site does not know the notifications about services',
    apart(async () => {
      const { line } = await startScripted(
        {
          subscribe: (asked) =>
            byTheBook
              .subscribe(asked)
              .map((reply) =>
                reply.subscription === '/notifications/services'
                  ? { ...reply, successful: false, error: '403::denied' }
                  : reply,
              ),
          connect: (asked, nth) =>
            nth === 3
              ? [told('013V1', 'Ringing'), ...byTheBook.connect(asked)]
              : byTheBook.connect(asked),
        },
        patient,
      );
      const { heard, until } = await hearConnected(line);
      await until(() => expect(story(heard)).toEqual(['connected', 'leg 1 ringing']));
    }),
  );
});

describe.concurrent('the line says that it is not heard, rather than be deaf without a word', () => {
  const never = { problem: { kind: expect.stringMatching(/NO_ANSWER|NOT_CONNECTED|UNAVAILABLE/) } };
  const waitsForMessages: Script = (asked) =>
    byTheBook.handshake(asked).map((reply) => ({ ...reply, 'x-messages': 3 }));

  it.each<[string, Parameters<typeof startScripted>[0]]>([
    ['no reply to a poll ever comes', { connect: () => [told('013V1', 'Ringing')] }],
    [
      'a poll advises to stop',
      { connect: secondPoll((reply) => ({ ...reply, advice: { reconnect: 'none' } })) },
    ],
    [
      'a message advises to stop',
      {
        connect: secondPoll((reply) => [
          { ...told('013V1', 'Ringing'), advice: { reconnect: 'None' } },
          bare(reply, 'advice'),
        ]),
      },
    ],
    ['polls are answered with nothing', { connect: () => [] }],
    ['polls are answered with something else', { connect: () => '<h1>maintenance</h1>' }],
    ['polls are never answered', { connect: () => 'hang' }],
    ['the reply to the handshake does not come', { handshake: () => [told('013V1', 'Ringing')] }],
    [
      'the reply to the handshake promises messages that do not come',
      { handshake: waitsForMessages },
    ],
    [
      'the handshake advises to stop',
      {
        handshake: (asked) =>
          byTheBook.handshake(asked).map((reply) => ({ ...reply, advice: { reconnect: 'none' } })),
      },
    ],
    ['no subscription is answered', { subscribe: () => [{ channel: '/v2/me/nothing', data: {} }] }],
    [
      'a subscription is refused',
      {
        subscribe: (asked) =>
          byTheBook
            .subscribe(asked)
            .map((reply) => ({ ...reply, successful: false, error: '403::denied' })),
      },
    ],
  ])(
    'when %s',
    apart(async (_how, scripts) => {
      const { line } = await startScripted(scripts);
      await expect(hear(line).ended).rejects.toMatchObject(never);
    }),
  );
});
