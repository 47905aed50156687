import {
  createSourceEventStream,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import { expired } from '../../access/authenticate.ts';
import { isExpired, type Viewer } from '../../access/viewer.ts';
import type { CallEvent, EventStream } from '../../use-cases/calls.ts';
import { admitted } from '../errors.ts';
import { createContext } from '../execution/context.ts';
import type { InvalidOperation } from '../execution/document-cache.ts';
import {
  type Engine,
  executionArgsOf,
  formatResult,
  markBadInput,
  type Operation,
  runOperation,
} from '../execution/operations.ts';
import type { SubscriptionMemory } from '../execution/subscription-memory.ts';
import type { Cohorts, Membership, Subscriber } from './cohorts.ts';
import type { SharedPayloads } from './shared-payloads.ts';
import { showsPreviousCursor, subscriberGroupOf } from './subscriber-group.ts';

/** Execution results as JSON, on their way to one client. */
export interface Payloads {
  readonly is: 'payloads';
  /** Resolves when the last of them was sent. Rejects with the error that ended the events. */
  sendTo(subscriber: Subscriber): Promise<void>;
  /** The cursor of the last event that was sent; null if there are no events to resume. */
  readonly after: string | null;
  /** Ends at once, and never fails. */
  return(): Promise<void>;
}

/** What the subscribers of this process share. */
export interface Sharing {
  /** Delivers the same events to many subscribers at once. */
  readonly cohorts: Cohorts;
  /** Executes an event once for all subscribers with the same key and operation. */
  readonly sharedPayloads: SharedPayloads;
  /** Bounds the memory for documents and variables. */
  readonly subscriptionMemory: SubscriptionMemory;
}

export interface ViewerOperation {
  readonly engine: Engine;
  readonly operation: Operation;
  readonly viewer: Viewer;
}

/** One payload for a query or a mutation, one per event for a subscription, or the errors that prevent its start. */
export async function openPayloads(
  request: ViewerOperation,
  sharing: Sharing,
): Promise<Payloads | InvalidOperation> {
  const { engine, operation, viewer } = request;
  if (operation.definition.operation !== 'subscription') {
    return onePayload(toJson(await runOperation(engine, operation, viewer)));
  }
  const stopCounting = countSubscription(request, sharing);
  if (stopCounting instanceof GraphQLError) return { is: 'invalid', errors: [stopCounting] };
  const controller = new AbortController();
  const source = await createSourceEventStream({
    ...executionArgsOf(engine, operation, viewer),
    // Another context than usual, with a signal for when the subscriber leaves.
    contextValue: createContext(engine.ports, viewer, controller.signal),
  });
  // In place of a stream, graphql-js returns a result with the errors that prevent it.
  if (!(Symbol.asyncIterator in source)) {
    stopCounting();
    return { is: 'invalid', errors: markBadInput(source.errors ?? []) };
  }
  controller.signal.addEventListener('abort', stopCounting);
  // graphql-js returns the stream of the resolver as it is.
  return eventPayloads(request, source as EventStream, controller, sharing);
}

/** Counts the subscription against the limits. Returns a function that ends the counting, or the error of the limit that is reached. */
function countSubscription(
  { engine, operation, viewer }: ViewerOperation,
  { subscriptionMemory }: Sharing,
): (() => void) | GraphQLError {
  const release = admitted(() => engine.rateLimits.subscription(viewer));
  if (release instanceof GraphQLError) return release;
  const stopCounting = subscriptionMemory.count(viewer, operation);
  if (stopCounting instanceof GraphQLError) {
    release();
    return stopCounting;
  }
  return () => {
    release();
    stopCounting();
  };
}

function eventPayloads(
  request: ViewerOperation,
  events: EventStream,
  controller: AbortController,
  { cohorts, sharedPayloads }: Sharing,
): Payloads {
  const { engine, operation, viewer } = request;
  const group = subscriberGroupOf(operation, viewer);
  // Members of a group have the same key and document. They share the payload of an event, unless it shows the previous cursor, which
  // may differ between two members.
  const shared = sharedPayloads.join(group, showsPreviousCursor(operation));
  const payloadOf = (event: CallEvent) =>
    shared.payloadOf(event, () => executeEvent(request, event));
  let membership: Membership | undefined;

  async function end(): Promise<void> {
    controller.abort();
    membership?.leave();
    shared.leave();
    await events.return().catch((error: unknown) => {
      engine.log.warn('An event stream could not be closed.', { error: String(error) });
    });
  }

  return {
    is: 'payloads',
    async sendTo(subscriber) {
      const ended = Promise.withResolvers<void>();
      const onEnd = (error?: unknown) => (error ? ended.reject(error) : ended.resolve());
      // A token may expire while its subscription is open.
      const checked: Subscriber = {
        turns: subscriber.turns,
        send: (batch) => (isExpired(viewer) ? onEnd(expired()) : subscriber.send(batch)),
      };
      membership = cohorts.add({ group, events, subscriber: checked, payloadOf, onEnd });
      await ended.promise.finally(end);
    },
    get after() {
      return membership?.after() ?? events.after;
    },
    return: end,
  };
}

/** The errors that prevent a start, as a result: some clients receive errors only in that form. */
export function errorPayload(errors: readonly GraphQLFormattedError[]): Payloads {
  return onePayload(toJson({ errors }));
}

function onePayload(payload: Buffer): Payloads {
  return {
    is: 'payloads',
    sendTo: async (subscriber) => subscriber.send([payload]),
    after: null,
    return: async () => {},
  };
}

/** Without an abort signal: the result is for a whole group, so one subscriber that leaves must not end it. */
async function executeEvent(
  { engine, operation, viewer }: ViewerOperation,
  event: CallEvent,
): Promise<Buffer> {
  const args = executionArgsOf(engine, operation, viewer);
  const result = await execute({ ...args, rootValue: event });
  return toJson(formatResult(engine, result, args.contextValue));
}

function toJson(result: FormattedExecutionResult): Buffer {
  return Buffer.from(JSON.stringify(result));
}
