import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
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
  /** The cursor after which the events begin; if undefined, with the next event. */
  readonly after: string | undefined;
  readonly signal: AbortSignal;
  /** Called when a connection breaks. The events go on after the cursor `after`. */
  onBroken(because: string, after: string | undefined): void;
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
  // Starts with a cursor, so that a connection that breaks before its first event loses none either.
  let after = following.after ?? (await headOf(service));
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

/** The cursor of the newest event. */
async function headOf(service: Service): Promise<string> {
  return (await service.ask<{ callEventHead: string }>('{ callEventHead }')).callEventHead;
}

/** The events of one connection. Ends or throws when it breaks. */
async function* followOnce(
  { url, key }: Service,
  { filter, after, signal }: Following,
): AsyncGenerator<ShownEvent> {
  let isAccepted = false;
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { Authorization: `Bearer ${key}` },
    retryAttempts: 0,
    keepAlive: 10_000,
    on: {
      connected: () => {
        isAccepted = true;
      },
    },
  });
  const dispose = () => void client.dispose();
  signal.addEventListener('abort', dispose);
  try {
    const query = { query: subscription, variables: { filter, after } };
    for await (const { data, errors } of client.iterate<{ callEvents: ShownEvent }>(query)) {
      if (errors?.[0]) throw refusalFor(errors[0]);
      if (data) yield data.callEvents;
    }
  } catch (error) {
    throw isAccepted ? error : atConnect(error);
  } finally {
    signal.removeEventListener('abort', dispose);
    dispose();
  }
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
