import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EventOf,
  type Follow,
  type FollowError,
  type Followed,
  follow,
  overEventStream,
  overWebSocket,
  type Payload,
  type Transport,
} from '../../src/client/client.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { get } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { until } from '../support/until.ts';
import { CallEventsDocument, type CallEventsSubscription } from './examples/texts.generated.ts';

type Item = Followed<CallEventsSubscription>;
type Event = EventOf<CallEventsSubscription>;

const retry = { attempts: 3, firstMs: 1, longestMs: 5 };

describe('the events of a line, followed', () => {
  let t: TestApp;
  let head: string;
  let journal: Event[];
  const servers: Server[] = [];
  const overEvents = (key = t.key) =>
    overEventStream({
      url: `${t.url}/graphql`,
      headers: async () => ({ authorization: `Bearer ${key}` }),
    });
  const overSocket = (key = t.key) =>
    overWebSocket({
      url: `${t.url.replace('http', 'ws')}/ws`,
      connectionParams: { apiKey: key },
    });

  beforeAll(async () => {
    t = await startTestApp({ ringLimitMs: 300_000 });
    const started = await get<{ callEventHead: string }>(t.url, t.key, '{ callEventHead }');
    head = started.callEventHead;
    for (let n = 0; n < 6; n++) t.simulator.ring();
    await t.simulator.webhooks.settled();
    await readJournal(6);
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await t.stop();
  });

  /** An event is in the log when no older transaction can write before it any more. */
  async function readJournal(length: number): Promise<void> {
    const query = '{ callEventLog { nodes { id cursor kind } } }';
    journal = await until(async () => {
      const { callEventLog } = await get<{ callEventLog: { nodes: Event[] } }>(t.url, t.key, query);
      return callEventLog.nodes.length === length && callEventLog.nodes;
    });
  }

  /** Follows until so much has come. */
  async function take(count: number, transport: Transport, after: string | null = head) {
    const items: Item[] = [];
    for await (const item of follow({
      transport,
      query: CallEventsDocument,
      variables: { after },
      retry,
    })) {
      items.push(item);
      if (items.length === count) break;
    }
    return items.map(told);
  }

  /** Where an event is in the journal, from 1. */
  const told = (item: Item) =>
    item.is === 'gap'
      ? `gap: ${item.why}`
      : 1 + journal.findIndex(({ id }) => id === item.event.id);

  /** A router that changes what passes: `nth` counts the deliveries of all its connections. */
  function router(change: (payload: Payload, nth: number) => readonly Payload[]): Transport {
    const real = overEvents();
    let nth = 0;
    return async function* (...operation) {
      for await (const payload of real(...operation)) yield* change(payload, ++nth);
    };
  }
  const idOf = ({ data }: Payload) => (data as CallEventsSubscription | undefined)?.callEvents.id;

  it.each([
    ['websockets', () => overSocket()],
    ['server-sent events', () => overEvents()],
  ])('arrive once and in order over %s', async (_, transport) => {
    expect(await take(6, transport())).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are dropped when a router repeats them, at once or all over again', async () => {
    const twice = router((payload) => [payload, payload]);
    expect(await take(6, twice)).toEqual([1, 2, 3, 4, 5, 6]);

    const past: Payload[] = [];
    const again = router((payload) => {
      past.push(payload);
      return [...past];
    });
    expect(await take(6, again)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are asked for again when a router lost one, and nothing is a gap', async () => {
    const lossy = router((payload, nth) => (nth === 3 ? [] : [payload]));
    expect(await take(6, lossy)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('go on behind a gap when a router loses the same event each time', async () => {
    const lossy = router((payload) => (idOf(payload) === journal[2]?.id ? [] : [payload]));
    expect(await take(6, lossy)).toEqual([1, 2, 'gap: events-lost', 4, 5, 6]);
  });

  it('are resumed behind the last one when the stream ends, with an error or without', async () => {
    const ends = router((payload, nth) => {
      if (nth === 3) throw new Error('The router was restarted.');
      return [payload];
    });
    expect(await take(6, ends)).toEqual([1, 2, 3, 4, 5, 6]);

    const first = overEvents();
    const shortened: Transport = async function* (...operation) {
      for await (const payload of first(...operation)) {
        yield payload;
        return;
      }
    };
    expect(await take(6, shortened)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are resumed when the router has an error instead of an event, and shown when it has both', async () => {
    const unavailable = { message: 'draining', extensions: { code: 'UNAVAILABLE' } };
    const drained = router((payload, nth) => [
      nth === 2 ? { data: null, errors: [unavailable] } : payload,
    ]);
    expect(await take(6, drained)).toEqual([1, 2, 3, 4, 5, 6]);

    const join = router((payload) => [{ ...payload, errors: [{ message: 'no such customer' }] }]);
    expect(await take(6, join)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it.each([
    ['websockets', () => overSocket()],
    ['server-sent events', () => overEvents()],
  ])(
    'begin anew behind a gap when the cursor is of another journal, over %s',
    async (_, transport) => {
      const expired = cursorsOf(testSealKey)({ epoch: 7, xid: 1n, id: 1n });
      const items: Item[] = [];
      for await (const item of follow({
        transport: transport(),
        query: CallEventsDocument,
        variables: { after: expired },
        retry,
      })) {
        items.push(item);
        // What is recorded from when the gap was told on arrives, although nothing listens yet.
        if (item.is === 'gap') t.simulator.ring();
        else break;
      }
      await readJournal(journal.length + 1);
      expect(items.map(told)).toEqual(['gap: cursor-expired', journal.length]);
    },
  );

  it.each([
    ['a wrong key over server-sent events', () => overEvents('cs_wrong'), 'UNAUTHENTICATED'],
    ['no event stream at all', () => overEventStream({ url: `${t.url}/nothing` }), undefined],
  ])('are given up at once for %s', async (_, transport, code) => {
    const waits: number[] = [];
    const failing = drain({ transport: transport(), onInterrupted: (_e, ms) => waits.push(ms) });
    const error = await failing.catch((thrown: FollowError) => thrown);
    expect(error).toMatchObject({ name: 'FollowError', after: head, cause: { code } });
    expect(waits).toEqual([]);
  });

  it.each([
    ['over websockets', () => overWebSocket({ url: 'ws://127.0.0.1:9/graphql' })],
    ['over server-sent events', () => overEventStream({ url: 'http://127.0.0.1:9/graphql' })],
  ])('are given up after as many refused connections as the caller allows, %s', async (_, make) => {
    const waits: number[] = [];
    const failing = drain({ transport: make(), onInterrupted: (_e, ms) => waits.push(ms) });
    await expect(failing).rejects.toMatchObject({ name: 'FollowError', after: head });
    expect(waits.length).toBe(retry.attempts - 1);
    expect(waits.every((ms) => ms >= 0.5 && ms <= retry.longestMs)).toBe(true);
  });

  it('are given up when the connection is silent from the beginning', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    servers.push(silent);
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/graphql`;
    const transport = overEventStream({ url, silenceMs: 20 });
    await expect(drain({ transport })).rejects.toThrow(/silent for 20 ms/);
  });

  it.each([
    ['websockets', () => overSocket()],
    ['server-sent events', () => overEvents()],
  ])('end quietly when the signal is aborted, also while none come, over %s', async (_, make) => {
    const ended = new AbortController();
    const seen: (string | number)[] = [];
    const stream = follow({
      transport: make(),
      query: CallEventsDocument,
      variables: { after: head },
      signal: ended.signal,
    });
    for await (const item of stream) {
      seen.push(told(item));
      if (seen.length === journal.length) setImmediate(() => ended.abort());
    }
    expect(seen.length).toBe(journal.length);
  });

  it('need the fields and the variable with which they are resumed', async () => {
    const without = (query: string) => drain({ transport: overEvents(), query });
    await expect(without('subscription { callEvents { id } }')).rejects.toThrow(/\$after/);
    await expect(
      without('subscription ($after: String) { callEvents(after: $after) { id cursor } }'),
    ).rejects.toThrow(/must select `id cursor previousCursor`/);
  });

  async function drain(more: Partial<Follow<unknown, object>> & { transport: Transport }) {
    const options = { query: `${CallEventsDocument}`, variables: { after: head }, retry, ...more };
    for await (const item of follow(options)) expect(item).toBe('nothing');
  }
});
