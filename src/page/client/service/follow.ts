import { type Client, createClient } from 'graphql-ws';
import { graphqlUrl } from './ask.ts';

export type Connection =
  | { readonly is: 'connecting' }
  /** `caughtUp` events were missed while the connection was broken, and have come since. */
  | { readonly is: 'live'; readonly caughtUp: number }
  | { readonly is: 'away'; readonly retryAt: number };

export interface Following<Event extends { cursor: string; recordedAt: string }> {
  readonly key: string;
  readonly query: string;
  /** The cursor after which to begin: that of the last known event. */
  readonly after: string;
  onEvent(event: Event): void;
  onConnection(connection: Connection): void;
  /** Called for an error that a new attempt would not solve: the key was refused, or the cursor is too old. */
  onRefused(code: string, message: string): void;
}

const backoffMs = { least: 500, most: 8_000 };
const pingMs = 10_000;
const pongWithinMs = 5_000;
/** The codes of `graphql-transport-ws` for keys that are missing, wrong or revoked. */
const keyRefused = [4401, 4403];

/** Follows the events after a cursor, and resumes after the last event when a connection breaks. */
export function follow<Event extends { cursor: string; recordedAt: string }>(
  following: Following<Event>,
): { stop(): void; retryNow(): void } {
  const { key, query, onEvent, onConnection, onRefused } = following;
  let cursor = following.after;
  let client: Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isResumed = false;
  /** The number of the current connection. Callbacks of an earlier connection are ignored. */
  let turn = 0;

  function connect(): void {
    end();
    const mine = turn;
    const whileCurrent =
      <Given>(run: (given: Given) => void) =>
      (given: Given) => {
        if (mine === turn) run(given);
      };
    let connectedAt = Number.POSITIVE_INFINITY;
    let caughtUp = 0;
    onConnection({ is: 'connecting' });
    client = open(key, () => {
      connectedAt = Date.now();
      failures = 0;
      onConnection({ is: 'live', caughtUp });
    });
    const take = (event: Event) => {
      cursor = event.cursor;
      onEvent(event);
      // After a broken connection, events from before the new one had been missed: they are counted.
      if (!isResumed || Date.parse(event.recordedAt) > connectedAt) return;
      caughtUp += 1;
      onConnection({ is: 'live', caughtUp });
    };
    client.subscribe<{ callEvents: Event }>(
      { query, variables: { after: cursor } },
      {
        next: whileCurrent(({ data, errors }) => {
          if (errors) refused(errors);
          else if (data) take(data.callEvents);
        }),
        error: whileCurrent((error) => (Array.isArray(error) ? refused(error) : broken(error))),
        complete: () => whileCurrent(broken)(undefined),
      },
    );
  }

  function refused(errors: readonly { message: string; extensions?: { code?: unknown } }[]): void {
    const [error] = errors;
    end();
    onRefused(String(error?.extensions?.code ?? 'FAILED'), error?.message ?? 'It was refused.');
  }

  function broken(close: unknown): void {
    end();
    const { code, reason } = (close ?? {}) as { code?: number; reason?: string };
    if (code !== undefined && keyRefused.includes(code)) {
      onRefused('UNAUTHENTICATED', reason || 'The key is not accepted.');
      return;
    }
    isResumed = true;
    const waitMs = Math.min(backoffMs.most, backoffMs.least * 2 ** failures);
    failures += 1;
    onConnection({ is: 'away', retryAt: Date.now() + waitMs });
    timer = setTimeout(connect, waitMs);
  }

  function end(): void {
    turn += 1;
    clearTimeout(timer);
    void client?.dispose();
    client = undefined;
  }

  connect();
  return { stop: end, retryNow: connect };
}

function open(key: string, onConnected: () => void): Client {
  const client = createClient({
    url: graphqlUrl.href.replace(/^http/, 'ws'),
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
    keepAlive: pingMs,
    on: { ...watchPongs(() => client.terminate()), connected: onConnected },
  });
  return client;
}

/** Closes a connection on which no pong comes: it may be dead without having been closed. */
function watchPongs(onSilence: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    ping(isReceived: boolean) {
      if (!isReceived) timer = setTimeout(onSilence, pongWithinMs);
    },
    pong: () => clearTimeout(timer),
    closed: () => clearTimeout(timer),
  };
}
