import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { follow, overEventStream, overWebSocket } from '../../src/client/client.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';
import { connect as connectApollo } from './examples/apollo-client.ts';
import { CallEventsDocument as eventsNode } from './examples/documents.generated.ts';
import { followCalls } from './examples/plain.ts';
import { CallEventsDocument, type CallEventsSubscription } from './examples/texts.generated.ts';
import { connect as connectUrql } from './examples/urql.ts';
import { createMortalServer, type MortalServer } from './mortal-server.ts';

type Event = CallEventsSubscription['callEvents'];

const retry = { attempts: 1000, firstMs: 10, longestMs: 200 };

/** The server ends by each of the signals in turn, and is away for a while. */
export function describeClients(signals: readonly ('SIGKILL' | 'SIGTERM')[]): void {
  describe(`a client of a server that ends by ${signals.join(' and ')}`, () => {
    let t: TestApp;
    let server: MortalServer;
    let journal: string[];
    let rung = 0;
    const ended = new AbortController();
    const shown = new Map<string, string[]>();
    const gaps: string[] = [];
    const failures: unknown[] = [];

    /** What a client shows, and what it says of its stream. */
    function openPage(client: string) {
      const events: string[] = [];
      shown.set(client, events);
      return {
        show: (event: Pick<Event, 'id' | 'kind'>) => void events.push(`${event.kind} ${event.id}`),
        readAgain: () => void gaps.push(client),
      };
    }

    const socketUrl = () => `${server.url.replace('http', 'ws')}/graphql`;
    const authorization = () => ({ authorization: `Bearer ${t.key}` });
    const overSocket = () => overWebSocket({ url: socketUrl(), connectionParams: authorization });
    const overEvents = () =>
      overEventStream({ url: `${server.url}/graphql`, headers: authorization });

    async function followOverEvents(): Promise<void> {
      const page = openPage('server-sent events');
      const { signal } = ended;
      const stream = follow({ transport: overEvents(), query: CallEventsDocument, signal, retry });
      for await (const item of stream) {
        if (item.is === 'event') page.show(item.event);
        else page.readAgain();
      }
    }

    function followWithApollo(): void {
      const page = openPage('Apollo Client');
      const client = connectApollo(`${server.url}/graphql`, overSocket());
      const running = client
        .subscribe({ query: eventsNode })
        .subscribe(({ data }) => data && page.show(data.callEvents));
      ended.signal.addEventListener('abort', () => {
        running.unsubscribe();
        client.stop();
      });
    }

    function followWithUrql(): void {
      const page = openPage('urql');
      const client = connectUrql(`${server.url}/graphql`, overEvents(), page.readAgain);
      const running = client
        .subscription(eventsNode, {})
        .subscribe(({ data }) => data && page.show(data.callEvents));
      ended.signal.addEventListener('abort', running.unsubscribe);
    }

    async function ring(calls: number): Promise<void> {
      rung += calls;
      for (let n = 0; n < calls; n++) t.simulator.ring();
      await t.simulator.webhooks.settled();
    }

    async function readJournal(): Promise<string[]> {
      const query = '{ callEventLog(first: 500) { nodes { id kind } } }';
      const { callEventLog } = await get<{ callEventLog: { nodes: Event[] } }>(t.url, t.key, query);
      return callEventLog.nodes.map(({ id, kind }) => `${kind} ${id}`);
    }

    beforeAll(async () => {
      t = await startTestApp({ ringLimitMs: 300_000 });
      server = await createMortalServer(t.databaseUrl);
      await server.start();
      const page = openPage('plain graphql-ws');
      followCalls(socketUrl(), t.key, page, ended.signal).catch((error) => failures.push(error));
      followOverEvents().catch((error) => failures.push(error));
      followWithApollo();
      followWithUrql();
      // Until it has shown an event, it is not known that it follows.
      await until(async () => {
        await ring(1);
        return [...shown.values()].every(({ length }) => length > 0);
      });
      for (const signal of signals) {
        await ring(2);
        await server.kill(signal);
        await ring(2);
        await server.start();
      }
      await ring(2);
      journal = await until(async () => {
        const events = await readJournal();
        return events.length === rung && events;
      });
      await until(() => [...shown.values()].every((events) => events.at(-1) === journal.at(-1)));
    });
    afterAll(async () => {
      ended.abort();
      await server.kill('SIGKILL');
      await t.stop();
    });

    it.each(['plain graphql-ws', 'server-sent events', 'Apollo Client', 'urql'])(
      'shows every event once and in order: %s',
      (client) => {
        const events = shown.get(client) ?? [];
        expect(events.length).toBeGreaterThan(5 * signals.length);
        expect(events).toEqual(journal.slice(journal.indexOf(events[0] ?? '')));
      },
    );

    it('is not told of a gap, because there is none', () => {
      expect({ gaps, failures }).toEqual({ gaps: [], failures: [] });
    });
  });
}
