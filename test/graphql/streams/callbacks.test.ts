import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Limits } from '../../../src/graphql/limits.ts';
import type { Timing } from '../../../src/graphql/timing.ts';
import { openCallbackHttp } from '../../../src/wiring/callback-http.ts';
import {
  type CallbackReceiver,
  type Received,
  startCallbackReceiver,
  subscribeWithCallbacks,
} from '../support/callback-receiver.ts';
import { eventually } from '../support/eventually.ts';
import { sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const query = 'subscription ($after: String) { callEvents(after: $after) { id cursor } }';
const timing = {
  ...{ callbackMs: 30_000, callbackWaitMs: 2, minCallbackHeartbeatMs: 10 },
  ...{ keyCheckMs: 20, drainSpreadMs: 0 },
};

let router: CallbackReceiver;
let door: Door;
const requests: string[] = [];

beforeEach(async () => {
  requests.length = 0;
  router = await startCallbackReceiver();
  await openDoor();
});
afterEach(async () => {
  await door.stop();
  await router.stop();
});

async function openDoor(other: Partial<Timing> = {}, limits: Partial<Limits> = {}): Promise<void> {
  door = await startDoor({
    limits,
    timing: { ...timing, ...other },
    callbackHttp: openCallbackHttp([router.host]),
    onCallback: (action, outcome) => requests.push(`${action} ${outcome}`),
  });
}

const ring = () => door.host.events.record('RANG', sampleCall(1));
const subscribe = (subscription: unknown = router.subscription(), variables = {}) =>
  subscribeWithCallbacks(door.url, subscription, { query, variables });
const payloadOf = ({ id, cursor }: { id: string; cursor: string }) => ({
  data: { callEvents: { id, cursor } },
});
const isOver = () => eventually(() => door.host.events.openStreams() === 0);

describe('a subscription with HTTP callbacks', () => {
  it('is confirmed by the router before it is answered, and gets each event in order', async () => {
    expect(await subscribe()).toEqual({ status: 200, protocol: 'callback/1.0', data: null });
    const common = { kind: 'subscription', id: 's1', verifier: 'the verifier' };
    expect(router.received).toEqual([{ ...common, action: 'check' }]);
    const events = [ring(), ring(), ring()];
    await eventually(() => router.count('next') === 3);
    expect(router.received.slice(1)).toEqual(
      events.map((event) => ({ ...common, action: 'next', payload: payloadOf(event) })),
    );
    expect([...router.protocols]).toEqual(['callback/1.0']);
  });

  it('checks within the interval that the router asks for', async () => {
    await subscribe(router.subscription(20));
    await eventually(() => router.count('check') >= 4);
    expect(requests).toContain('check TAKEN');
    expect(router.count('next')).toBe(0);
  });

  it('is not checked when the router asks for no heartbeat', async () => {
    await subscribe(router.subscription(0));
    ring();
    await eventually(() => router.count('next') === 1);
    expect(router.count('check')).toBe(1);
  });

  it.each(['check', 'next'] as const)(
    'ends when the router answers 404 to a %s',
    async (action) => {
      await subscribe(router.subscription(20));
      router.answerWith((message) => (message.action === action ? 404 : 204));
      ring();
      await isOver();
      const count = router.received.length;
      ring();
      // A request of the other kind may have been under way, and is broken off.
      expect(requests).toContain(`${action} GONE`);
      expect(router.received.length).toBe(count);
      expect(door.logged).toEqual([]);
    },
  );

  it('ends, and is logged, when the router refuses a message in another way', async () => {
    await subscribe();
    router.answerWith(() => 401);
    ring();
    await isOver();
    expect(router.count('next')).toBe(1);
    expect(door.logged).toEqual([
      {
        message: 'A router takes no callbacks of a subscription any more, which has ended.',
        fields: { host: router.host, because: 'it answered 401' },
      },
    ]);
  });

  it('sends a message again when the router answers 5xx, and goes on', async () => {
    await subscribe();
    const answers = [503, 500, 204];
    router.answerWith(() => answers.shift() ?? 204);
    const events = [ring(), ring()];
    await eventually(() => router.count('next') === 4);
    const [first, second] = events.map(payloadOf);
    expect(router.told()).toEqual([first, first, first, second]);
  });

  it('is given up after five attempts at a router that hangs', async () => {
    await door.stop();
    await openDoor({ callbackMs: 200 });
    // On a busy machine the first check may take too long as well.
    await eventually(async () => (await subscribe()).status === 200);
    router.answerWith(() => 'hang');
    ring();
    await isOver();
    expect(requests.filter((one) => one === 'next NOT_TAKEN')).toHaveLength(5);
    // On a busy machine the last attempt may not even find a connection in time.
    expect(door.logged[0]?.fields?.because).toMatch(/^no (answer came|connection) in time$/);
  });

  it('has one request under way, and reads no events while the router takes its time', async () => {
    // Without an interval, because checks are sent beside the events.
    await subscribe(router.subscription(0));
    const answer = Promise.withResolvers<number>();
    router.answerWith(() => answer.promise);
    const events = [ring()];
    await eventually(() => router.count('next') === 1);
    for (let n = 0; n < 300; n++) events.push(ring());
    answer.resolve(204);
    await eventually(() => router.count('next') === events.length);
    expect(router.told()).toEqual(events.map(payloadOf));
    expect(router.mostAtOnce()).toBe(1);
  });

  it.each([
    ['is sent all that waits, in letters of one byte', 'x', 21],
    ['is cut off for the bytes that wait, however few letters they are', 'ü', 1],
  ])('%s', async (_, letter, sent) => {
    await door.stop();
    await openDoor({}, { unreadBytes: 30_000 });
    const selection = 'subscription { callEvents { cause } }';
    await subscribeWithCallbacks(door.url, router.subscription(), { query: selection });
    const answer = Promise.withResolvers<number>();
    router.answerWith(() => answer.promise);
    ring();
    await eventually(() => router.count('next') === 1);
    // While one message is being sent, events stay in the journal. Then these are queued together.
    for (let n = 0; n < 20; n++) {
      door.host.events.record('RANG', sampleCall(1), letter.repeat(1000));
    }
    answer.resolve(204);
    await eventually(() => router.count('next') === 21 || door.host.events.openStreams() === 0);
    expect(router.count('next')).toBe(sent);
  });

  it('gets its events also while each request takes longer than the time between two checks', async () => {
    await subscribe(router.subscription(20));
    router.answerWith(() => delay(40, 204));
    const events = [ring(), ring(), ring()];
    await eventually(() => router.count('next') === events.length);
    expect(router.told()).toEqual(events.map(payloadOf));
  });

  it('gets checks, one at a time, also while it does not answer an event', async () => {
    await subscribe(router.subscription(20));
    const answer = Promise.withResolvers<number>();
    router.answerWith(({ action }) => (action === 'next' ? answer.promise : delay(30, 204)));
    const events = [ring(), ring()];
    await eventually(() => router.count('next') === 1);
    const before = router.count('check');
    await eventually(() => router.count('check') >= before + 3);
    expect([router.count('next'), router.mostAtOnce()]).toEqual([1, 2]);
    answer.resolve(204);
    await eventually(() => router.count('next') === events.length);
    expect(router.told()).toEqual(events.map(payloadOf));
  });

  it('ends when a check is answered 404 while an event is under way', async () => {
    await subscribe(router.subscription(20));
    router.answerWith(({ action }) => (action === 'next' ? 'hang' : 404));
    ring();
    await isOver();
    expect(requests).toContain('check GONE');
  });

  it('resumes after a cursor', async () => {
    const [first, second] = [ring(), ring()];
    await subscribe(router.subscription(), { after: first.cursor });
    await eventually(() => router.count('next') === 1);
    expect(router.told()).toEqual([payloadOf(second)]);
  });

  it('is told of an expired cursor, and completed', async () => {
    await subscribe(router.subscription(), { after: 'expired' });
    await eventually(() => router.count('complete') === 1);
    expect(router.told()).toMatchObject([
      { errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }] },
      'complete',
    ]);
    await isOver();
  });

  it('is told where to resume, and completed, when its key is revoked', async () => {
    await subscribe();
    const { cursor } = ring();
    await eventually(() => router.count('next') === 1);
    door.host.viewers.delete('line-key');
    await eventually(() => router.count('complete') === 1);
    expect(router.told().slice(1)).toMatchObject([
      { errors: [{ extensions: { code: 'UNAUTHENTICATED', cursor } }] },
      'complete',
    ]);
    await isOver();
  });

  it('is told where to resume, after what is queued, when the process stops', async () => {
    await subscribe();
    const answer = Promise.withResolvers<number>();
    router.answerWith(() => answer.promise);
    const events = [ring(), ring(), ring()];
    await eventually(() => router.count('next') === 1);
    const drained = door.graphql.drain();
    expect(await subscribe()).toMatchObject({ status: 503 });
    answer.resolve(204);
    await drained;
    const told = router.told();
    const sent = told.slice(0, -2);
    expect(sent).toEqual(events.map(payloadOf).slice(0, sent.length));
    expect(told.slice(-2)).toMatchObject([
      { errors: [{ extensions: { code: 'UNAVAILABLE', cursor: `c${sent.length}` } }] },
      'complete',
    ]);
    expect(door.host.events.openStreams()).toBe(0);
  });

  it('does not hold up a stop when its router hangs', async () => {
    await door.stop();
    await openDoor({ closeMs: 50 });
    await subscribe();
    router.answerWith(() => 'hang');
    ring();
    await eventually(() => router.count('next') === 1);
    await door.graphql.drain();
    expect(door.host.events.openStreams()).toBe(0);
  });
});

describe('a request for HTTP callbacks is refused', () => {
  it('without a key that works, and nothing is sent', async () => {
    const wrong = { query, key: 'wrong' };
    const answer = await subscribeWithCallbacks(door.url, router.subscription(), wrong);
    expect([answer.status, answer.code, router.received]).toEqual([401, 'UNAUTHENTICATED', []]);
  });

  it('to a host or port that is not listed, and nothing is sent there', async () => {
    const other = await startCallbackReceiver();
    const answers = await Promise.all(
      [
        other.url,
        router.url.replace('127.0.0.1', 'localhost'),
        'https://example.com/callback',
        'http://169.254.169.254/latest',
        router.url.replace('http:', 'file:'),
        router.url.replace('//', '//user:password@'),
      ].map((callbackUrl) => subscribe({ ...router.subscription(), callbackUrl })),
    );
    expect(answers.map(({ status, code }) => [status, code])).toEqual(
      answers.map(() => [403, 'FORBIDDEN']),
    );
    expect([other.received, router.received]).toEqual([[], []]);
    expect(door.host.events.openStreams()).toBe(0);
    await other.stop();
  });

  it('where the operator lists no host', async () => {
    await door.stop();
    door = await startDoor({ callbackHttp: openCallbackHttp([]) });
    expect(await subscribe()).toMatchObject({
      status: 403,
      message: expect.stringContaining('CALLBACK_HOSTS'),
    });
    expect(router.received).toEqual([]);
  });

  it.each([404, 400, 500, 'hang' as const])('when the first check is answered %s', async (how) => {
    await door.stop();
    await openDoor({ callbackMs: how === 'hang' ? 50 : 30_000 });
    router.answerWith(() => how);
    const answers: object[] = [];
    // On a busy machine a check may find no connection in 50 ms: until one has arrived.
    await eventually(async () => answers.push(await subscribe()) > 0 && router.received.length > 0);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    }
    expect(router.received.length).toBeLessThanOrEqual(answers.length);
    expect(door.host.events.openStreams()).toBe(0);
  });

  it.each<[string, object]>([
    ['no URL', { callbackUrl: undefined }],
    ['an empty id', { subscriptionId: '' }],
    ['a verifier that is no text', { verifier: 5 }],
    ['a heartbeat that is too often', { heartbeatIntervalMs: 1 }],
    ['a heartbeat of text', { heartbeatIntervalMs: '5000' }],
    ['a negative heartbeat', { heartbeatIntervalMs: -1 }],
  ])('with %s', async (_what, change) => {
    const answer = await subscribe({ ...router.subscription(), ...change });
    expect([answer.status, answer.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(router.received).toEqual([]);
  });

  it('for another version of the protocol, or without saying where to', async () => {
    const of = (accept: string, subscription: unknown) =>
      subscribeWithCallbacks(door.url, subscription, { query, accept });
    expect(await of('multipart/mixed;callbackSpec=2.0', router.subscription())).toMatchObject({
      message: 'This service speaks callbackSpec=1.0, and not 2.0.',
    });
    expect(await of('application/json; callbackSpec="1.0"', null)).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('with a cursor that is none, after the check', async () => {
    const answer = await subscribe(router.subscription(), { after: 'malformed' });
    expect([answer.status, answer.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(router.received.map(({ action }: Received) => action)).toEqual(['check']);
  });
});

it('queries and mutations are answered as ever, whatever their extensions', async () => {
  const request = { query: '{ callsViewer { name } }' };
  expect(await subscribeWithCallbacks(door.url, router.subscription(), request)).toMatchObject({
    status: 200,
    data: { callsViewer: { name: 'reception' } },
  });
  expect(router.received).toEqual([]);
});
