import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { CallbackTarget } from '../callbacks/callback-target.ts';
import type { Callbacks } from '../callbacks/callbacks.ts';
import { protocolHeader } from '../callbacks/courier.ts';
import { type Engine, type Operation, prepareOperation } from '../execution/operations.ts';
import { credentialInHeaders } from '../guard/credentials.ts';
import { openPayloads, type Sharing } from '../streams/subscriptions.ts';
import { type GraphqlRequest, operationOf } from './http-request.ts';
import { isForbidden, sendErrors, sendJson, sendRefusal } from './http-response.ts';

export interface CallbackSubscriptions {
  readonly engine: Engine;
  readonly sharing: Sharing;
  readonly callbacks: Callbacks;
}

/**
 * Answers a subscription whose events are to be sent to a router by HTTP callbacks. Resolves to false if the request is not such a
 * subscription, and must be answered in another way.
 */
export async function answerWithCallbacks(
  server: CallbackSubscriptions,
  request: IncomingMessage,
  response: ServerResponse,
  graphql: GraphqlRequest,
  viewer: Viewer | null,
): Promise<boolean> {
  // Without a key only the schema may be queried, and routers ask for callbacks by POST.
  if (viewer === null || request.method !== 'POST') return false;
  const { engine } = server;
  const target = readTarget(server, request, graphql);
  if (target === null) return false;
  const parsed = operationOf(graphql);
  if (parsed.is === 'refused') return false;
  const operation = prepareOperation(engine, parsed.operation, viewer);
  if (operation.is === 'invalid') {
    // A validation error has a code of GraphQL, for which `sendErrors` knows no status.
    const errors = operation.errors.map(engine.formatError);
    sendErrors(response, errors, isForbidden(errors) ? 403 : 400);
  } else if (operation.definition.operation !== 'subscription') {
    return false;
  } else if (target instanceof RequestError) {
    // Reported only now, because for a query it would not matter where callbacks are to be sent.
    if (target.code === 'FORBIDDEN') engine.onRefused('callback', request.socket.remoteAddress);
    sendErrors(response, [engine.formatError(target)]);
  } else {
    await subscribe(server, request, response, { target, operation, viewer });
  }
  return true;
}

/** Null if the request does not ask for callbacks. */
function readTarget(
  { callbacks }: CallbackSubscriptions,
  { headers }: IncomingMessage,
  { body }: GraphqlRequest,
): CallbackTarget | RequestError | null {
  try {
    return callbacks.targetOf(headers.accept, body);
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

interface Subscription {
  readonly target: CallbackTarget;
  readonly operation: Operation;
  readonly viewer: Viewer;
}

async function subscribe(
  { engine, sharing, callbacks }: CallbackSubscriptions,
  request: IncomingMessage,
  response: ServerResponse,
  { target, operation, viewer }: Subscription,
): Promise<void> {
  if (callbacks.isClosed) {
    return sendRefusal(response, 503, 'This process takes no more subscriptions. Try again.');
  }
  // Before it answers, the service must ask the router whether it knows the subscription.
  const problem = await callbacks.confirm(target);
  if (problem) return sendErrors(response, [engine.formatError(problem)]);
  const payloads = await openPayloads({ engine, operation, viewer }, sharing);
  if (payloads.is === 'invalid')
    return sendErrors(response, payloads.errors.map(engine.formatError));
  // Meanwhile the router may have stopped waiting, and this process may have become full or begun to stop.
  if (response.destroyed || callbacks.isClosed) {
    sendRefusal(response, 503, 'This process takes no more subscriptions. Try again.');
    return void payloads.return();
  }
  // The protocol's acceptance: the events follow as callbacks.
  sendJson(response, 200, '{"data":null}', protocolHeader);
  const credential = credentialInHeaders(request.headers);
  callbacks.start(target, payloads, { credential, viewer });
}
