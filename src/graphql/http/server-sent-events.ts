import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Viewer } from '../../access/viewer.ts';
import { keyMissing } from '../execution/context.ts';
import { type Engine, type Operation, prepareOperation } from '../execution/operations.ts';
import { credentialInHeaders } from '../guard/credentials.ts';
import type { EventStreams } from '../streams/event-streams.ts';
import { openPayloads, type Sharing } from '../streams/subscriptions.ts';
import { readEventStreamAccepted } from './accept-header.ts';
import { type GraphqlRequest, operationOf } from './http-request.ts';
import { isForbidden, sendErrors, sendRefusal } from './http-response.ts';

export interface ServerSentEvents {
  readonly engine: Engine;
  readonly sharing: Sharing;
  readonly eventStreams: EventStreams;
}

/** Answers with server-sent events if the client accepts them. Resolves to false if plain HTTP must answer the request. */
export async function answerWithEvents(
  server: ServerSentEvents,
  request: IncomingMessage,
  response: ServerResponse,
  graphql: GraphqlRequest,
  viewer: Viewer | null,
): Promise<boolean> {
  const accepted = readEventStreamAccepted(request.headers.accept);
  if (accepted === 'never' || request.method === 'HEAD') return false;
  const { formatError } = server.engine;
  if (viewer === null) {
    // Without a key only a query is allowed, which a client that also accepts JSON gets as plain HTTP.
    if (accepted === 'for-subscriptions') return false;
    sendErrors(response, [formatError(keyMissing())]);
    return true;
  }
  const parsed = operationOf(graphql);
  const operation = 'is' in parsed ? parsed : prepareOperation(server.engine, parsed, viewer);
  if (accepted === 'for-subscriptions' && !isSubscription(operation)) return false;
  if ('is' in operation) {
    sendRefusal(response, operation.status, operation.message);
  } else if (!('definition' in operation)) {
    const errors = operation.map(formatError);
    sendErrors(response, errors, isForbidden(errors) ? 403 : 400);
  } else if (graphql.method === 'GET' && operation.definition.operation === 'mutation') {
    sendRefusal(response, 405, 'A mutation needs POST.');
  } else {
    await startStream(server, request, response, operation, viewer);
  }
  return true;
}

async function startStream(
  { engine, sharing, eventStreams }: ServerSentEvents,
  request: IncomingMessage,
  response: ServerResponse,
  operation: Operation,
  viewer: Viewer,
): Promise<void> {
  if (eventStreams.isClosed) {
    return sendRefusal(response, 503, 'This process takes no more event streams. Try again.');
  }
  const payloads = await openPayloads({ engine, operation, viewer }, sharing);
  if (!('sendTo' in payloads)) {
    return sendErrors(response, payloads.map(engine.formatError));
  }
  if (response.destroyed) return void payloads.return();
  const credential = credentialInHeaders(request.headers);
  eventStreams.start(response, payloads, { credential, viewer });
}

function isSubscription(operation: ReturnType<typeof prepareOperation> | { is: string }): boolean {
  return 'definition' in operation && operation.definition.operation === 'subscription';
}
