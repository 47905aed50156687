import { createSourceEventStream, execute, type GraphQLError } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { CallEvent } from '../../use-cases/calls.ts';
import { createContext } from '../execution/context.ts';
import { badInput, type Engine, type Operation, runOperation } from '../execution/operations.ts';
import type { Rendering, Renderings } from './shared-payloads.ts';
import { renderingGroupOf, tellsPrevious } from './subscriber-group.ts';

/** Serialised execution results. `return()` ends it at once, even while `next()` waits, and never fails. */
export interface Payloads extends AsyncIterableIterator<string, undefined> {
  return(): Promise<IteratorReturnResult<undefined>>;
}

export interface Asked {
  readonly engine: Engine;
  readonly operation: Operation;
  readonly viewer: Viewer;
}

/** One payload for a query or a mutation, one per event for a subscription, or why it cannot start. */
export async function openPayloads(
  asked: Asked,
  renderings: Renderings,
): Promise<Payloads | readonly GraphQLError[]> {
  const { engine, operation, viewer } = asked;
  if (operation.definition.operation !== 'subscription') {
    return onePayload(JSON.stringify(await runOperation(engine, operation, viewer)));
  }
  const controller = new AbortController();
  const source = await createSourceEventStream({
    schema: engine.schema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    contextValue: createContext(engine.ports, viewer, controller.signal),
  });
  if (!(Symbol.asyncIterator in source)) return badInput(source.errors ?? []);
  const events = (source as AsyncIterable<CallEvent>)[Symbol.asyncIterator]();
  const rendering = renderings(renderingGroupOf(operation, viewer), tellsPrevious(operation));
  return eventPayloads(asked, events, controller, rendering);
}

/** Written by hand: a generator that waits for an event cannot be ended when the client vanishes. */
function eventPayloads(
  asked: Asked,
  events: AsyncIterator<CallEvent>,
  controller: AbortController,
  rendering: Rendering,
): Payloads {
  const end = () => {
    controller.abort();
    rendering.leave();
    return { done: true, value: undefined } as const;
  };
  return {
    async next() {
      try {
        const step = await events.next();
        if (step.done || controller.signal.aborted) return end();
        const value = await rendering.render(step.value, () => executeEvent(asked, step.value));
        return { done: false, value };
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      end();
      await events.return?.().catch((error: unknown) => {
        asked.engine.log.warn('A stream of events did not end well.', { error: String(error) });
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

async function executeEvent(
  { engine, operation, viewer }: Asked,
  event: CallEvent,
): Promise<string> {
  const { errors, data } = await execute({
    schema: engine.schema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    rootValue: event,
    // Without a signal: an event is executed for a whole group, so no single subscriber's leaving may end it.
    contextValue: createContext(engine.ports, viewer),
  });
  if (!errors) return JSON.stringify({ data });
  return JSON.stringify({ errors: errors.map(engine.formatError), data });
}
