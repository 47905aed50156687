import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Viewer } from '../../access/viewer.ts';
import { keyMissing } from '../execution/context.ts';
import type { InvalidOperation } from '../execution/document-cache.ts';
import { type Engine, type Operation, prepareOperation } from '../execution/operations.ts';
import { credentialInHeaders } from '../guard/credentials.ts';
import type { EventStreams } from '../streams/event-streams.ts';
import { openPayloads, type Sharing } from '../streams/subscriptions.ts';
import { readEventStreamAccepted } from './accept-header.ts';
import { type GraphqlRequest, operationOf, type Refusal } from './http-request.ts';
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
  // 'for-subscriptions': the client also accepts JSON. 'always': it does not.
  const accepted = readEventStreamAccepted(request.headers.accept);
  if (accepted === 'never' || request.method === 'HEAD') return false;
  const { formatError } = server.engine;
  if (viewer === null) {
    // Without a key only queries are answered, and these as plain HTTP, if the client also accepts JSON.
    if (accepted === 'for-subscriptions') return false;
    sendErrors(response, [formatError(keyMissing())]);
    return true;
  }
  const operation = readOperation(server.engine, graphql, viewer);
  // Plain HTTP answers a query, a mutation, and a request that is refused or invalid.
  if (accepted === 'for-subscriptions' && !isSubscription(operation)) return false;
  switch (operation.is) {
    case 'refused':
      sendRefusal(response, operation.status, operation.message);
      break;
    case 'invalid': {
      // A validation error has a code of GraphQL, for which `sendErrors` knows no status.
      const errors = operation.errors.map(formatError);
      sendErrors(response, errors, isForbidden(errors) ? 403 : 400);
      break;
    }
    case 'operation':
      if (graphql.method === 'GET' && operation.definition.operation === 'mutation')
        sendRefusal(response, 405, 'A mutation needs POST.');
      else await startStream(server, request, response, operation, viewer);
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
  const refuse = () =>
    sendRefusal(response, 503, 'This process takes no more event streams. Try again.');
  if (eventStreams.isClosed) return refuse();
  const payloads = await openPayloads({ engine, operation, viewer }, sharing);
  if (payloads.is === 'invalid') {
    return sendErrors(response, payloads.errors.map(engine.formatError));
  }
  // The client has left meanwhile.
  if (response.destroyed) return void payloads.return();
  // Meanwhile this process may have become full or begun to stop. The result of a mutation is sent all the same: it has been carried out.
  if (isSubscription(operation) && eventStreams.isClosed) {
    refuse();
    return void payloads.return();
  }
  // The key is checked again while the stream is open, which ends when the key is revoked.
  const credential = credentialInHeaders(request.headers);
  eventStreams.start(response, payloads, { credential, viewer });
}

type OperationResult = Operation | InvalidOperation | Refusal;

function readOperation(engine: Engine, graphql: GraphqlRequest, viewer: Viewer): OperationResult {
  const read = operationOf(graphql);
  return read.is === 'refused' ? read : prepareOperation(engine, read.operation, viewer);
}

function isSubscription(operation: OperationResult): boolean {
  return operation.is === 'operation' && operation.definition.operation === 'subscription';
}
