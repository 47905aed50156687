import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { Refusal } from './command.ts';
import type { Service } from './service.ts';

export interface ShownEvent {
  readonly id: string;
  readonly cursor: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly cause: string | null;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly call: {
    readonly id: string;
    readonly status: string;
    readonly line: { readonly name: string };
    readonly caller: { readonly phone: string | null; readonly displayName: string | null };
  };
}

export interface Following {
  readonly filter: Readonly<Record<string, unknown>>;
  /** The cursor after which the events begin. */
  readonly after: string;
  readonly signal: AbortSignal;
  /** A connection on which no pong comes within this time is given up; 20 seconds if left out. */
  readonly silenceMs?: number;
  /** Called when a connection breaks. The events go on after the cursor `after`. */
  onBroken(because: string, after: string): void;
}

const subscription = `subscription ($filter: CallEventFilter, $after: String) {
  callEvents(filter: $filter, after: $after) { id cursor kind occurredAt cause actor { kind name }
    call { id status line { name } caller { phone displayName } } } }`;

/** The pauses after the first and further failures in a row. */
const delaysMs = [200, 500, 1000, 2000, 5000];

/**
 * Yields events as they are recorded, over a WebSocket. After a broken connection it resumes after the last event, so that none
 * is lost or repeated. It ends only when `signal` aborts, and throws an error that a new connection would not solve.
 */
export async function* follow(service: Service, following: Following): AsyncGenerator<ShownEvent> {
  let { after } = following;
  for (let failures = 0; !following.signal.aborted; failures++) {
    try {
      for await (const event of followOnce(service, { ...following, after })) {
        after = event.cursor;
        failures = 0;
        yield event;
      }
      if (following.signal.aborted) return;
      throw new Error('the service ended the stream');
    } catch (error) {
      if (following.signal.aborted) return;
      if (error instanceof Refusal) throw error;
      following.onBroken(becauseOf(error), after);
    }
    const delayMs = delaysMs[Math.min(failures, delaysMs.length - 1)];
    await sleep(delayMs, undefined, { signal: following.signal }).catch(() => {});
  }
}

/** The events of one connection. Ends or throws when it breaks. */
async function* followOnce(
  { url, key }: Service,
  { filter, after, signal, silenceMs = 20_000 }: Following,
): AsyncGenerator<ShownEvent> {
  let isAccepted = false;
  const connection = watchedSocket(silenceMs);
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { Authorization: `Bearer ${key}` },
    webSocketImpl: connection.Socket,
    retryAttempts: 0,
    // Half of the time is the wait for the next ping, and half the wait for its pong.
    keepAlive: silenceMs / 2,
    on: {
      ...connection.on,
      connected: () => {
        isAccepted = true;
      },
    },
  });
  const dispose = () => {
    // Rejects if the connection fails before it is accepted, which the loop below throws as well.
    Promise.resolve(client.dispose()).catch(() => {});
    // graphql-ws closes a connection only after it was accepted.
    if (!isAccepted) connection.terminate();
  };
  signal.addEventListener('abort', dispose);
  try {
    const query = { query: subscription, variables: { filter, after } };
    for await (const { data, errors } of client.iterate<{ callEvents: ShownEvent }>(query)) {
      if (errors?.[0]) throw refusalFor(errors[0]);
      if (data) yield data.callEvents;
    }
  } catch (error) {
    if (connection.isSilent()) throw new Error('no pong came in time');
    throw isAccepted ? error : atConnect(error);
  } finally {
    signal.removeEventListener('abort', dispose);
    dispose();
  }
}

/**
 * A socket that is destroyed if it does not open, or no pong comes, in time: if the other end is gone, it may otherwise stay open for
 * many minutes, and keep the process. The global WebSocket cannot be destroyed.
 */
function watchedSocket(silenceMs: number) {
  const options = { handshakeTimeout: silenceMs, closeTimeout: 2000 };
  let socket: WebSocket | undefined;
  let isSilent = false;
  let timer: NodeJS.Timeout | undefined;
  class Socket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, options);
      socket = this;
    }
  }
  const fallSilent = () => {
    isSilent = true;
    socket?.terminate();
  };
  return {
    Socket,
    isSilent: () => isSilent,
    terminate: () => socket?.terminate(),
    on: {
      ping(isReceived: boolean) {
        if (!isReceived) timer = setTimeout(fallSilent, silenceMs / 2);
      },
      pong: () => clearTimeout(timer),
      closed: () => clearTimeout(timer),
    },
  };
}

interface GraphqlError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const passingCodes = ['UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'KEY_CHANGED'];

/**
 * An overload or a fault of the service passes, and a key that has changed still works, so the events are resumed. Any other error
 * would come again with the same request.
 */
function refusalFor({ message, extensions }: GraphqlError): Error {
  const code = extensions?.code;
  if (passingCodes.includes(String(code))) return new Error(message);
  return new Refusal(code ? `${message} (${String(code)})` : message);
}

/**
 * A connection that is closed with 4403 before it was accepted has a token that is refused. The command has no other one, so the next
 * connection would be refused as well.
 */
function atConnect(error: unknown): unknown {
  const { code, reason } = Object(error) as { code?: number; reason?: string };
  if (code !== 4403) return error;
  return new Refusal(
    `The service refuses the token: ${reason || code}. Give a fresh one, or a key, with --key or CALLS_KEY.`,
  );
}

/**
 * 4401 is for a key that was refused, and the others are the codes of graphql-transport-ws for a client that breaks the protocol.
 * 4403 is missing: on a connection that was accepted, it is for a key that has changed, after which the client connects again.
 */
const refusedCodes = [4400, 4401, 4406, 4409, 4429];

/**
 * Why the connection broke. graphql-ws throws a list of GraphQL errors, the event that closed the socket, or an Error. Throws a
 * Refusal if a new connection would not help.
 */
function becauseOf(error: unknown): string {
  if (Array.isArray(error)) {
    const refusal = refusalFor(error[0] as GraphqlError);
    if (refusal instanceof Refusal) throw refusal;
    return refusal.message;
  }
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string };
  if (code !== undefined && refusedCodes.includes(code)) {
    throw new Refusal(`The service closed the connection: ${reason || code}.`);
  }
  return code === undefined
    ? (message ?? 'the connection failed')
    : `closed with ${code}${reason ? `, ${reason}` : ''}`;
}
