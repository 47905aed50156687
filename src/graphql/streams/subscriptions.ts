import { createSourceEventStream, execute, type GraphQLError } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { CallEvent } from '../../use-cases/calls.ts';
import { createContext } from '../execution/context.ts';
import {
  type Engine,
  executionArgsOf,
  formatResult,
  markBadInput,
  type Operation,
  runOperation,
} from '../execution/operations.ts';
import type { GroupMember, SharedPayloads } from './shared-payloads.ts';
import { showsPreviousCursor, subscriberGroupOf } from './subscriber-group.ts';

/** Serialised execution results. `return()` ends them at once, also while `next()` waits, and never fails. */
export interface Payloads extends AsyncIterableIterator<string, undefined> {
  return(): Promise<IteratorReturnResult<undefined>>;
}

export interface ViewerOperation {
  readonly engine: Engine;
  readonly operation: Operation;
  readonly viewer: Viewer;
}

/** One payload for a query or a mutation, one per event for a subscription, or the errors that prevent its start. */
export async function openPayloads(
  request: ViewerOperation,
  sharedPayloads: SharedPayloads,
): Promise<Payloads | readonly GraphQLError[]> {
  const { engine, operation, viewer } = request;
  if (operation.definition.operation !== 'subscription') {
    return onePayload(JSON.stringify(await runOperation(engine, operation, viewer)));
  }
  const controller = new AbortController();
  const source = await createSourceEventStream({
    ...executionArgsOf(engine, operation, viewer),
    contextValue: createContext(engine.ports, viewer, controller.signal),
  });
  if (!(Symbol.asyncIterator in source)) return markBadInput(source.errors ?? []);
  const events = (source as AsyncIterable<CallEvent>)[Symbol.asyncIterator]();
  const group = subscriberGroupOf(operation, viewer);
  const member = sharedPayloads.join(group, showsPreviousCursor(operation));
  return eventPayloads(request, events, controller, member);
}

/** Not a generator: `return()` of a generator waits until its pending `next()` settles, so a client could not leave. */
function eventPayloads(
  request: ViewerOperation,
  events: AsyncIterator<CallEvent>,
  controller: AbortController,
  member: GroupMember,
): Payloads {
  const end = () => {
    controller.abort();
    member.leave();
    return { done: true, value: undefined } as const;
  };
  return {
    async next() {
      try {
        const step = await events.next();
        if (step.done || controller.signal.aborted) return end();
        const value = await member.payloadOf(step.value, () => executeEvent(request, step.value));
        return { done: false, value };
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      end();
      await events.return?.().catch((error: unknown) => {
        request.engine.log.warn('An event stream could not be closed.', { error: String(error) });
      });
      return end();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function onePayload(payload: string): Payloads {
  const rest = [payload];
  const done = { done: true, value: undefined } as const;
  return {
    async next() {
      const value = rest.pop();
      return value === undefined ? done : { done: false, value };
    },
    return: async () => done,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Without an abort signal: the result is for a whole group, so one subscriber that leaves must not end it. */
async function executeEvent(
  { engine, operation, viewer }: ViewerOperation,
  event: CallEvent,
): Promise<string> {
  const args = executionArgsOf(engine, operation, viewer);
  return JSON.stringify(formatResult(engine, await execute({ ...args, rootValue: event })));
}
