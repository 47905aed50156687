import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { until } from '../support/until.ts';
import type { Gateway } from './gateways.ts';

export interface Result<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

export type Transport = 'websocket' | 'server-sent events';

/** One subscription through a gateway, and everything that came of it. */
export interface Watch<Data> {
  readonly results: readonly Result<Data>[];
  /** How it ended: null while it goes on. */
  readonly end: string | null;
  /** Waits for so many results, or for its end. */
  received(count: number): Promise<readonly Result<Data>[]>;
  ended(): Promise<string>;
  stop(): void;
}

export interface Subscription {
  readonly key: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export function watch<Data>(
  gateway: Gateway,
  transport: Transport,
  subscription: Subscription,
): Watch<Data> {
  const results: Result<Data>[] = [];
  let end: string | null = null;
  const note = {
    next: (result: Result<Data>) => void results.push(result),
    end(how: string) {
      end ??= how;
    },
  };
  const stop = transports[transport](gateway, subscription, note);
  return {
    results,
    get end() {
      return end;
    },
    async received(count) {
      await until(() => results.length >= count || end !== null);
      return results;
    },
    ended: () => until(() => end),
    stop,
  };
}

interface Note {
  next(result: object): void;
  end(how: string): void;
}

const transports: Record<
  Transport,
  (gateway: Gateway, subscription: Subscription, note: Note) => () => void
> = { websocket: overWebSocket, 'server-sent events': overServerSentEvents };

function overWebSocket(gateway: Gateway, { key, query, variables }: Subscription, note: Note) {
  const client = createClient({
    url: gateway.socketUrl,
    webSocketImpl: WebSocket,
    // Hive Gateway is configured for the first, Grafbase passes `headers` on.
    connectionParams: {
      Authorization: `Bearer ${key}`,
      headers: { authorization: `Bearer ${key}` },
    },
    retryAttempts: 0,
  });
  client.subscribe(
    { query, variables },
    {
      next: note.next,
      error(error) {
        // A list is an `error` message; everything else is the socket's end.
        if (Array.isArray(error)) note.next({ errors: error });
        note.end(Array.isArray(error) ? 'error' : `closed ${(error as { code?: number }).code}`);
      },
      complete: () => note.end('complete'),
    },
  );
  return () => void client.dispose();
}

function overServerSentEvents(
  gateway: Gateway,
  { key, query, variables }: Subscription,
  note: Note,
) {
  const abort = new AbortController();
  void read().then(
    () => note.end('complete'),
    (error) => note.end(`broken: ${error}`),
  );
  async function read(): Promise<void> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
      },
      body: JSON.stringify({ query, variables }),
      signal: abort.signal,
    });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (text + chunk).split(/\r?\n\r?\n/);
      text = messages.pop() ?? '';
      for (const message of messages) {
        const data = /^data: ?(\{.*)$/m.exec(message)?.[1];
        if (data) note.next(JSON.parse(data));
      }
    }
    if (text.startsWith('{')) note.next(JSON.parse(text));
  }
  return () => abort.abort();
}
