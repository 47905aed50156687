import { type Client, type ClientOptions, createClient, TerminatedCloseEvent } from 'graphql-ws';
import { failureOf, StreamFailure } from './failure.ts';
import { createInbox } from './inbox.ts';
import type { Payload, ResponseError, Transport } from './transport.ts';

export interface WebSocketOptions {
  readonly url: string;
  /** If this is a function, it is called for each connection, so that it can give a fresh credential. */
  readonly connectionParams?: ClientOptions['connectionParams'];
  /** The class to use if there is no global `WebSocket`. */
  readonly webSocketImpl?: unknown;
  /** A connection on which no pong comes within this time is given up. */
  readonly silenceMs?: number;
}

/** If more events wait for a slow consumer, the stream ends, and `follow` subscribes again when the consumer has taken them. */
const maxWaiting = 1000;

/** The protocol graphql-transport-ws. The operations of one transport share one connection. */
export function overWebSocket(options: WebSocketOptions): Transport {
  const { url, connectionParams, webSocketImpl, silenceMs = 20_000 } = options;
  const client = createClient({
    url,
    ...(connectionParams !== undefined && { connectionParams }),
    ...(webSocketImpl !== undefined && { webSocketImpl }),
    // The library's own retry would repeat the cursor with which the subscription began.
    retryAttempts: 0,
    // Half of the time is the wait for the next ping, and half the wait for its pong.
    keepAlive: silenceMs / 2,
    // Keeps the connection open between two operations: `follow` reads the head of the journal before it subscribes.
    lazyCloseTimeout: 1000,
    on: watchPongs(silenceMs / 2, () => client.terminate()),
  });
  let isConnected = false;
  client.on('connected', () => {
    isConnected = true;
  });
  client.on('closed', () => {
    isConnected = false;
  });
  return (operation, signal, onConnected) => {
    // A connection that is open already causes no further event `connected`.
    if (isConnected) onConnected?.();
    return run(client, operation, signal, onConnected);
  };
}

function run(
  client: Client,
  { query, variables }: Parameters<Transport>[0],
  signal: AbortSignal,
  onConnected = () => {},
): AsyncIterable<Payload> {
  // Replaced below: the inbox can be over before `subscribe` has returned.
  let stop = () => {};
  const stopWatching = client.on('connected', onConnected);
  const inbox = createInbox<Payload>(maxWaiting, () => {
    signal.removeEventListener('abort', inbox.end);
    stopWatching();
    stop();
  });
  signal.addEventListener('abort', inbox.end);
  stop = client.subscribe<unknown>(
    { query, variables: { ...variables } },
    {
      next: (result) => inbox.put(result as Payload),
      error: (error) => inbox.fail(asFailure(error)),
      complete: inbox.end,
    },
  );
  // A signal that was aborted before has no further `abort` event.
  if (signal.aborted) inbox.end();
  return inbox;
}

/**
 * Calls `onSilence` if no pong comes: if the other end of a connection is gone, it may otherwise stay open for many minutes. Closing
 * the socket would not do, because that waits for an answer of the other end.
 */
function watchPongs(pongMs: number, onSilence: () => void): NonNullable<ClientOptions['on']> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    // `received` is false for a ping that this client has sent, and true for one of the server. It is the same for a pong.
    ping: (received) => {
      if (received) return;
      clearTimeout(timer);
      timer = setTimeout(onSilence, pongMs);
    },
    pong: (received) => received && clearTimeout(timer),
    closed: () => clearTimeout(timer),
  };
}

/** The library passes the GraphQL errors of an operation, the close event of the socket, or an error. */
function asFailure(error: unknown): StreamFailure {
  if (Array.isArray(error)) return failureOf(error as readonly ResponseError[]);
  if (error instanceof TerminatedCloseEvent) {
    const { code: closeCode } = error;
    return new StreamFailure('No pong came in time.', { closeCode, cause: error });
  }
  const { code, reason, message } = Object(error) as Record<string, unknown>;
  if (typeof code !== 'number') {
    return new StreamFailure(`The connection failed: ${message ?? 'no reason is known'}.`, {
      cause: error,
    });
  }
  return new StreamFailure(`The connection was closed with ${code} ${reason ?? ''}`.trimEnd(), {
    closeCode: code,
    cause: error,
  });
}
