import { ApolloClient, gql, InMemoryCache } from '@apollo/client/core';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { until } from '../../support/until.ts';

interface Event {
  kind: string;
  cursor: string;
  previousCursor: string | null;
  call: { id: string; status: string; revision: number };
  snapshot: { status: string; revision: number; rejection: { state: string } | null };
}

const events = gql`subscription ($after: String) { callEvents(after: $after) {
  id kind cursor previousCursor call { id status revision rejection { id state } }
  snapshot { status revision rejection { state } } } }`;
const head = gql`{ callEventHead }`;
const oneCall = gql`query ($id: ID!) { call(id: $id) { id status revision rejection { id state } } }`;
const asShown = gql`fragment AsShown on Call { id status revision rejection { id state } }`;
const log = gql`query ($after: String) { callEventLog(after: $after) { nodes {
  id kind call { id status revision rejection { id state } } snapshot { status revision rejection { state } } } } }`;
const history = gql`query ($id: ID!, $after: String) { call(id: $id) { id history(after: $after) { nodes {
  id kind cursor call { id status revision } snapshot { status revision rejection { state } } } } } }`;
const reject = gql`mutation ($id: ID!) { rejectCall(id: $id) { ... on CallRejected {
  call { id status revision rejection { id state } } } } }`;

describe('a client that keeps one object for every id', () => {
  let t: TestApp;
  const open: (() => void)[] = [];

  beforeAll(async () => {
    // Long, so that a busy machine makes no second attempt.
    const timing = { attemptTimeoutMs: 20_000, leaseMs: 60_000 };
    // None of the calls that ring on passes its limit among the events that are counted.
    const ringLimitMs = 300_000;
    t = await startTestApp({ bufferCapacity: 20, rememberMs: 5000, ringLimitMs, ...timing });
  });
  afterAll(async () => {
    for (const close of open) close();
    await t.stop();
  });

  function connect() {
    const sockets = createClient({
      url: `${t.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${t.key}` },
    });
    const client = new ApolloClient({
      link: new GraphQLWsLink(sockets),
      cache: new InMemoryCache(),
      // The devtools expect a browser wherever a `window` is defined, and our Genesys client defines one.
      devtools: { enabled: false },
    });
    open.push(() => {
      client.stop();
      void sockets.dispose();
    });
    return client;
  }
  type Client = ReturnType<typeof connect>;

  const headOf = async (client: Client) => {
    const { data } = await client.query<{ callEventHead: string }>({
      query: head,
      fetchPolicy: 'network-only',
    });
    return data?.callEventHead ?? '';
  };

  function subscribe(client: Client, after?: string) {
    const seen: Event[] = [];
    const running = client
      .subscribe<{ callEvents: Event }>({ query: events, variables: { after } })
      .subscribe(({ data }) => {
        if (data) seen.push(data.callEvents);
      });
    open.push(() => running.unsubscribe());
    return seen;
  }

  /** Every state of the call that whoever looks at the cache gets to see. */
  function look(client: Client, id: string) {
    const shown: string[] = [];
    const watched = client
      .watchFragment<Event['call'] & { rejection: { state: string } | null }>({
        fragment: asShown,
        from: { __typename: 'Call', id },
      })
      .subscribe(({ data, complete }) => {
        if (!complete) return;
        const { status, revision, rejection } = data;
        shown.push(`${revision} ${status} ${rejection?.state ?? ''}`.trim());
      });
    open.push(() => watched.unsubscribe());
    return shown;
  }

  async function ringAndReject(client: Client) {
    const { id: providerCallId } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    // The provider's event about the end comes after its answer.
    t.simulator.webhooks.hold();
    const { data } = await client.mutate<{ rejectCall: { call: { id: string } } }>({
      mutation: reject,
      variables: { id: providerCallId },
    });
    t.simulator.webhooks.release('as-sent');
    await t.simulator.webhooks.settled();
    const id = data?.rejectCall.call.id ?? '';
    await client.query({ query: oneCall, variables: { id }, fetchPolicy: 'network-only' });
    return id;
  }

  const told = (seen: readonly Event[]) =>
    seen.map(({ kind, snapshot: { revision, status, rejection } }) =>
      `${revision} ${kind}: ${status} ${rejection?.state ?? ''}`.trim(),
    );
  const story = [
    '1 RANG: RINGING',
    '2 REJECT_REQUESTED: REJECTING SENDING',
    '3 REJECTED: REJECTED CONFIRMED',
    '4 NOTED: REJECTED CONFIRMED',
  ];
  const lastly = '4 REJECTED CONFIRMED';

  it.each([
    ['out of memory', 0],
    ['from the database', 60],
  ])(
    'keeps a rejected call rejected while its past is replayed %s',
    async (_where, callsMeanwhile) => {
      const client = connect();
      const before = await headOf(client);
      const id = await ringAndReject(client);
      for (let n = 0; n < callsMeanwhile; n++) t.simulator.ring();
      await t.simulator.webhooks.settled();
      const shown = look(client, id);
      const replayed = subscribe(client, before);
      await until(() => replayed.length >= 4 + callsMeanwhile);

      const ofCall = replayed.filter(({ call }) => call.id === id);
      expect(told(ofCall)).toEqual(story);
      expect(ofCall.map(({ call }) => `${call.revision} ${call.status}`)).toEqual(
        Array(4).fill('4 REJECTED'),
      );
      expect(shown).toEqual([lastly]);
    },
  );

  it('keeps it while it reads the log and the history, which tell of each event as it was', async () => {
    const client = connect();
    const before = await headOf(client);
    const id = await ringAndReject(client);
    const shown = look(client, id);
    const inLog = await until(async () => {
      const { data } = await client.query<{ callEventLog: { nodes: Event[] } }>({
        query: log,
        variables: { after: before },
        fetchPolicy: 'network-only',
      });
      const nodes = data?.callEventLog.nodes.filter(({ call }) => call.id === id) ?? [];
      return nodes.length === 4 && nodes;
    });
    const inHistory = await historyAfter(client, id);

    expect([told(inLog), told(inHistory)]).toEqual([story, story]);
    expect(shown).toEqual([lastly]);
    const [, second] = inHistory;
    expect(told(await historyAfter(client, id, second?.cursor))).toEqual(story.slice(2));
  });

  it('sees a call go forward only, at the tail too', async () => {
    const client = connect();
    const live = subscribe(client, await headOf(client));
    const { id: providerCallId } = t.simulator.ring();
    await until(() => live.length === 1);
    const id = live[0]?.call.id ?? '';
    const shown = look(client, id);
    // Each answer and event comes after the event before it: only within one subscription is the order promised.
    const requested = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'held', until: requested.promise });
    t.simulator.webhooks.hold();
    const rejecting = client.mutate({ mutation: reject, variables: { id: providerCallId } });
    await until(() => live.length === 2);
    requested.resolve();
    await rejecting;
    await until(() => live.length === 3);
    t.simulator.webhooks.release('as-sent');
    await until(() => live.length === 4);

    expect(told(live)).toEqual(story);
    expect(live.every(({ call, snapshot }) => call.revision >= snapshot.revision)).toBe(true);
    expect([...shown].sort()).toEqual(shown);
    expect([shown[0], shown.at(-1)]).toEqual(['1 RINGING', lastly]);
  });

  it('begins with a cursor though it has seen no event, and misses nothing after it', async () => {
    const client = connect();
    const before = await headOf(client);
    const id = await ringAndReject(client);
    const late = subscribe(client, before);
    const without = subscribe(client);
    await until(() => late.length === 4);
    const after = await headOf(client);
    await until(() => without.length > 0 || ringAgain());

    const first = late.slice(0, 4);
    expect(told(first)).toEqual(story);
    expect(first.map(({ call }) => call.id)).toEqual(Array(4).fill(id));
    expect(first.map(({ previousCursor }) => previousCursor)).toEqual([
      before,
      ...first.slice(0, 3).map(({ cursor }) => cursor),
    ]);
    expect(without[0]?.previousCursor).toEqual(expect.any(String));
    const gone = await client.query<{ callEventLog: { nodes: Event[] } }>({
      query: log,
      variables: { after },
      fetchPolicy: 'network-only',
    });
    expect(gone.data?.callEventLog.nodes.filter(({ call }) => call.id === id)).toEqual([]);
  });

  async function historyAfter(client: Client, id: string, after?: string): Promise<Event[]> {
    const { data } = await client.query<{ call: { history: { nodes: Event[] } } }>({
      query: history,
      variables: { id, after },
      fetchPolicy: 'network-only',
    });
    return data?.call.history.nodes ?? [];
  }

  /** Until it has seen something, it is not known that it watches. */
  async function ringAgain(): Promise<false> {
    t.simulator.ring();
    await t.simulator.webhooks.settled();
    return false;
  }
});
