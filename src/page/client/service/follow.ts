import { type Client, createClient } from 'graphql-ws';
import { graphqlUrl, now } from './ask.ts';

export type Connection =
  /** `none`: the key may not see calls, so no connection is made. */
  | { readonly is: 'none' | 'connecting' }
  /** `caughtUp` events were missed while the connection was broken, and have come since. */
  | { readonly is: 'live'; readonly caughtUp: number }
  /** The connection is broken. The next attempt is at `retryAt`, by the service's clock. `because` is '' if the service gave no reason. */
  | { readonly is: 'away'; readonly retryAt: number; readonly because: string };

interface ResultError {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown; readonly retryAfterMs?: unknown };
}

export interface Following<Event extends { cursor: string; recordedAt: string }> {
  readonly key: string;
  readonly query: string;
  /** The cursor after which to begin: that of the last known event. */
  readonly after: string;
  onEvent(event: Event): void;
  onConnection(connection: Connection): void;
  /** Called if resuming would not help: the key no longer works ('key'), or the calls must be read again ('cursor'). */
  onRefused(why: 'key' | 'cursor', message: string): void;
}

const backoffMs = { least: 500, most: 8_000 };
const pingMs = 10_000;
const pongWithinMs = 5_000;
/** If a connection lasted at least this long, it has worked, and the delays before further attempts begin anew. */
const stableMs = 10_000;
/** Codes of errors after which the same subscription may work. */
const passing = ['UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR'];
/** `keyRefused`: the key is missing, or works no more. `keyChanged`: its lines or scopes have changed, or it is a token that is refused. */
const closeCodes = { keyRefused: 4401, keyChanged: 4403 };

/** Follows the events after a cursor, and resumes after the last event when a connection breaks. */
export function follow<Event extends { cursor: string; recordedAt: string }>(
  following: Following<Event>,
): { stop(): void; retryNow(): void } {
  const { key, query, onEvent, onConnection, onRefused } = following;
  let cursor = following.after;
  let client: Client | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  /** Whether an earlier connection has broken, so that events may have been missed. */
  let isResumed = false;
  let connectedAt = Number.POSITIVE_INFINITY;
  /** The number of the current connection. Callbacks of an earlier connection are ignored. */
  let turn = 0;

  function connect(): void {
    end();
    const mine = turn;
    const whileCurrent = onlyIf(() => mine === turn);
    connectedAt = Number.POSITIVE_INFINITY;
    let caughtUp = 0;
    onConnection({ is: 'connecting' });
    client = open(
      key,
      whileCurrent(() => {
        connectedAt = now();
        onConnection({ is: 'live', caughtUp });
      }),
    );
    const take = (event: Event) => {
      cursor = event.cursor;
      onEvent(event);
      // An event that was recorded before this connection was missed while the last one was broken, so it is counted.
      if (!isResumed || Date.parse(event.recordedAt) > connectedAt) return;
      caughtUp += 1;
      onConnection({ is: 'live', caughtUp });
    };
    client.subscribe<{ callEvents: Event }>(
      { query, variables: { after: cursor } },
      {
        next: whileCurrent(({ data, errors }) => {
          if (errors?.[0]) refused(errors[0]);
          else if (data) take(data.callEvents);
        }),
        error: whileCurrent((error) => {
          if (Array.isArray(error)) refused(error[0]);
          else ended(nextAfterClose(error as CloseEvent), (error as CloseEvent).reason ?? '');
        }),
        complete: whileCurrent(() => ended('resume', '')),
      },
    );
  }

  function refused(error: ResultError): void {
    const { retryAfterMs } = error.extensions ?? {};
    const leastMs = typeof retryAfterMs === 'number' ? retryAfterMs : 0;
    ended(nextAfterError(error), error.message, leastMs);
  }

  function ended(next: Next, message: string, leastMs = 0): void {
    end();
    if (next === 'resume') resumeSoon(message, leastMs);
    else onRefused(next, message);
  }

  /** `leastMs`: how long the service asks to wait. */
  function resumeSoon(because: string, leastMs: number): void {
    isResumed = true;
    if (now() - connectedAt > stableMs) failures = 0;
    const waitMs = Math.max(leastMs, Math.min(backoffMs.most, backoffMs.least * 2 ** failures));
    failures += 1;
    onConnection({ is: 'away', retryAt: now() + waitMs, because });
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

/** What to do when a subscription has ended: to resume, or to give up because of the key or the cursor. */
type Next = 'resume' | 'key' | 'cursor';

function nextAfterError({ extensions }: ResultError): Next {
  const code = String(extensions?.code);
  if (passing.includes(code)) return 'resume';
  // 'cursor' stands for every other error, such as KEY_CHANGED, or that of a field which the key may not read.
  return code === 'UNAUTHENTICATED' ? 'key' : 'cursor';
}

function nextAfterClose({ code }: { readonly code?: number }): Next {
  if (code === closeCodes.keyRefused) return 'key';
  // Reading the calls again shows those of the lines that the key has now, or that the token no longer works.
  return code === closeCodes.keyChanged ? 'cursor' : 'resume';
}

/** Returns a wrapper for functions: a wrapped function does nothing while the condition does not hold. */
function onlyIf(holds: () => boolean) {
  return <Given extends unknown[]>(run: (...given: Given) => void) =>
    (...given: Given) => {
      if (holds()) run(...given);
    };
}

function open(key: string, onConnected: () => void): Client {
  const client = createClient({
    url: graphqlUrl.href.replace(/^http/, 'ws'),
    connectionParams: { authorization: `Bearer ${key}` },
    // `follow` connects again itself, with the cursor of the last event.
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
