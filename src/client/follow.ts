import { delayBefore, type Retry, sleep, usualRetry } from './backoff.ts';
import { eventIn } from './event-in.ts';
import { FollowError, failureOf, judge, type Verdict } from './failure.ts';
import { createPlaceInJournal, type PlaceInJournal } from './place-in-journal.ts';
import type { Payload, Transport } from './transport.ts';

/** How long other processes of the service may still know a key as it was before it changed. */
const keyCachedMs = 1000;

/** The text of an operation, or a document of codegen with `documentMode: string`. */
export interface TypedQuery<Data, Variables> {
  toString(): string;
  /** Exists only in the types that codegen writes, where it carries `Data` and `Variables`. */
  __apiType?: (variables: Variables) => Data;
}

export interface Follow<Data, Variables> {
  readonly transport: Transport;
  /** One subscription to `callEvents(after: $after)` that selects `id cursor previousCursor`. */
  readonly query: TypedQuery<Data, Variables>;
  /** `after` is where to begin; without it, the stream begins with what is recorded from now on. */
  readonly variables?: Variables;
  readonly retry?: Partial<Retry>;
  readonly signal?: AbortSignal;
  /** Called before each wait for the next attempt. */
  readonly onInterrupted?: (failure: unknown, delayMs: number) => void;
}

/**
 * At a `gap` the client must read again what it shows. With `cursor-expired` and `events-lost`, events after the cursor `after`
 * never arrive. The stream goes on with what is recorded from now on (`cursor-expired`), or with the event before which they are
 * missing (`events-lost`). With `key-changed` the key has other lines or scopes: the stream goes on after the cursor `after`, and
 * earlier events of lines that the key did not have never arrive.
 */
export type Followed<Data> =
  | { readonly is: 'event'; readonly event: EventOf<Data>; readonly payload: Payload<Data> }
  | Gap;

interface Gap {
  readonly is: 'gap';
  readonly after: string;
  readonly why: 'cursor-expired' | 'events-lost' | 'key-changed';
}

/** What the one root field of the subscription holds. */
export type EventOf<Data> = Data[Exclude<keyof Data, '__typename'>];

/** The state that is kept from one connection to the next. */
interface Session {
  /** Undefined while the end of the journal is still to be read: at the start without `after`, and when the cursor has expired. */
  place: PlaceInJournal | undefined;
  /** What is reported before the next subscription begins. */
  gap: Gap | undefined;
  /** The subscription was begun again because an event was out of place. A second such event is reported as a gap. */
  isHealing: boolean;
  /** The number of attempts that failed since the last event, or since a connection held for longer than `retry.longestMs`. */
  failed: number;
  /** When the connection of the current attempt was accepted. */
  connectedAt: number | undefined;
}

/** Yields every event once and in order, over as many connections as necessary. Throws `FollowError` when it gives up. */
export async function* follow<Data = Record<string, unknown>, Variables extends object = object>(
  options: Follow<Data, Variables>,
): AsyncGenerator<Followed<Data>> {
  const { signal = new AbortController().signal } = options;
  const retry = { ...usualRetry, ...options.retry };
  const session = beginSession(options);
  while (!signal.aborted) {
    session.connectedAt = undefined;
    const failure = yield* followOnce(options, session, signal);
    if (failure === undefined || signal.aborted) continue;
    const connectedMs = session.connectedAt === undefined ? 0 : Date.now() - session.connectedAt;
    session.failed = connectedMs > retry.longestMs ? 1 : session.failed + 1;
    const isOver = judge(failure.error) === 'give-up' || session.failed >= retry.attempts;
    if (isOver) throw new FollowError(failure.error, session.place?.cursor ?? session.gap?.after);
    const leastMs = session.gap?.why === 'key-changed' ? keyCachedMs : 0;
    const delayMs = Math.max(leastMs, delayBefore(session.failed, retry));
    options.onInterrupted?.(failure.error, delayMs);
    await sleep(delayMs, signal);
  }
}

function beginSession<Data, Variables extends object>({
  query,
  variables,
}: Follow<Data, Variables>): Session {
  if (!/\$after\b/.test(query.toString())) {
    throw new TypeError(
      'The subscription must have the variable `$after`, as `callEvents(after: $after)`.',
    );
  }
  const { after } = { ...variables } as { after?: string | null };
  const place = typeof after === 'string' ? createPlaceInJournal(after) : undefined;
  return { place, gap: undefined, isHealing: false, failed: 0, connectedAt: undefined };
}

/** Returns the failure after which to wait, or undefined if the next subscription can begin at once. */
async function* followOnce<Data, Variables extends object>(
  options: Follow<Data, Variables>,
  session: Session,
  signal: AbortSignal,
): AsyncGenerator<Followed<Data>, { error: unknown } | undefined> {
  try {
    session.place ??= createPlaceInJournal(await readHead(options.transport, signal));
    const { gap } = session;
    session.gap = undefined;
    if (gap) yield gap;
    const ended = yield* readEvents(options, session, session.place, signal);
    if (ended === 'out-of-place') return undefined;
    return { error: failureOf([{ message: 'The stream ended.' }]) };
  } catch (error) {
    noteGap(session, judge(error));
    return { error };
  }
}

/** The next attempt reports the gap. If the cursor has expired, that attempt begins at the end of the journal. */
function noteGap(session: Session, why: Verdict): void {
  if (session.place === undefined || (why !== 'cursor-expired' && why !== 'key-changed')) return;
  session.gap = { is: 'gap', after: session.place.cursor, why };
  if (why === 'cursor-expired') session.place = undefined;
}

async function* readEvents<Data, Variables extends object>(
  { transport, query, variables }: Follow<Data, Variables>,
  session: Session,
  place: PlaceInJournal,
  signal: AbortSignal,
): AsyncGenerator<Followed<Data>, 'ended' | 'out-of-place'> {
  const operation = {
    query: query.toString(),
    variables: { ...variables, after: place.cursor },
  };
  const onConnected = () => {
    session.connectedAt ??= Date.now();
  };
  for await (const payload of transport(operation, signal, onConnected)) {
    if (signal.aborted) return 'ended';
    const event = eventIn(payload);
    // By `previousCursor`: an event is out of place if it does not follow the last event and is not a repeat of an earlier one.
    const placed = place.compare(event);
    if (placed === 'repeat') continue;
    if (placed === 'out-of-place') {
      if (!session.isHealing) {
        session.isHealing = true;
        return 'out-of-place';
      }
      yield { is: 'gap', after: place.cursor, why: 'events-lost' };
    }
    session.isHealing = false;
    session.failed = 0;
    place.advance(event);
    yield { is: 'event', event: event as EventOf<Data>, payload: payload as Payload<Data> };
  }
  return 'ended';
}

/** Reads the current end of the journal, so that a subscription that breaks before its first event can be resumed too. */
async function readHead(transport: Transport, signal: AbortSignal): Promise<string> {
  const operation = { query: '{ callEventHead }', variables: {} };
  for await (const { data, errors } of transport(operation, signal)) {
    const { callEventHead } = { ...(data as { callEventHead?: string } | null) };
    if (callEventHead !== undefined) return callEventHead;
    throw failureOf(errors ?? []);
  }
  throw failureOf([{ message: 'The stream ended.' }]);
}
