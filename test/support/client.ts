import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

type Variables = Record<string, unknown>;

export interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: { message: string; extensions?: { code?: string } }[];
}

/** Asks over HTTP. */
export async function ask<Data>(
  url: string,
  key: string | null,
  query: string,
  variables: Variables = {},
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key && { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(30_000),
  });
  return (await response.json()) as Answer<Data>;
}

/** The data of an answer that must have no errors. */
export async function get<Data>(
  url: string,
  key: string,
  query: string,
  variables: Variables = {},
): Promise<Data> {
  const { data, errors } = await ask<Data>(url, key, query, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** What a subscriber has received so far. */
export interface Subscriber<Event> {
  readonly events: Event[];
  /** Resolves when so many have arrived, or throws when they do not come. */
  received(count: number): Promise<Event[]>;
  stop(): Promise<void>;
}

export function subscribeOverWebSocket<Event>(
  url: string,
  key: string,
  query: string,
  variables: Variables = {},
): Subscriber<Event> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
  });
  const subscriber = collect<Event>();
  client.subscribe<{ callEvents: Event }>(
    { query, variables },
    {
      next({ data, errors }) {
        if (errors) subscriber.fail(errors);
        else if (data) subscriber.take(data.callEvents);
      },
      error: subscriber.fail,
      complete() {},
    },
  );
  return Object.assign(subscriber, { stop: async () => client.dispose() });
}

export function subscribeOverSse<Event>(
  url: string,
  key: string,
  query: string,
  variables: Variables = {},
): Subscriber<Event> {
  const abort = new AbortController();
  const subscriber = collect<Event>();
  const reading = readStream(url, key, { query, variables }, abort.signal, (payload) => {
    const { data, errors } = payload as Answer<{ callEvents: Event }>;
    if (errors) subscriber.fail(errors);
    else if (data) subscriber.take(data.callEvents);
  }).catch((error) => {
    if (!abort.signal.aborted) subscriber.fail(error);
  });
  return Object.assign(subscriber, {
    async stop() {
      abort.abort();
      await reading;
    },
  });
}

async function readStream(
  url: string,
  key: string,
  body: object,
  signal: AbortSignal,
  take: (payload: unknown) => void,
): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
    },
    body: JSON.stringify(body),
    signal,
  });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop() ?? '';
    for (const message of messages) {
      const data = /^data: (.*)$/m.exec(message)?.[1];
      if (/^event: next$/m.test(message) && data) take(JSON.parse(data));
    }
  }
}

const patienceMs = 40_000;

function collect<Event>() {
  const events: Event[] = [];
  let failure: unknown;
  let look = () => {};
  return {
    events,
    take(event: Event) {
      events.push(event);
      look();
    },
    fail(error: unknown) {
      failure = error;
      look();
    },
    received(count: number): Promise<Event[]> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`${events.length} of ${count} events came: ${JSON.stringify(events)}`));
        }, patienceMs);
        look = () => {
          if (failure === undefined && events.length < count) return;
          clearTimeout(timer);
          if (failure === undefined) resolve(events);
          else reject(failure instanceof Error ? failure : new Error(JSON.stringify(failure)));
        };
        look();
      });
    },
  };
}
