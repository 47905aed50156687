import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { httpStatusOf } from '../errors.ts';
import { type Engine, type Operation, prepareOperation } from '../execution/operations.ts';
import { credentialInHeaders } from '../guard/credentials.ts';
import type { Authenticate } from '../guard/recheck-keys.ts';
import type { EventStreams } from '../streams/event-streams.ts';
import type { Renderings } from '../streams/shared-payloads.ts';
import { openPayloads } from '../streams/subscriptions.ts';
import { readEventStreamWish } from './accept-header.ts';
import { type GraphqlRequest, operationOf } from './http-request.ts';
import { sendErrors, sendRefusal } from './http-response.ts';

export interface ServerSentDoor {
  readonly engine: Engine;
  readonly renderings: Renderings;
  readonly authenticate: Authenticate;
  readonly eventStreams: EventStreams;
}

/** Answers with server-sent events if the client wants them. False: the request is for plain HTTP. */
export async function answerWithEvents(
  door: ServerSentDoor,
  request: IncomingMessage,
  response: ServerResponse,
  graphql: GraphqlRequest,
): Promise<boolean> {
  const wish = readEventStreamWish(request.headers.accept);
  if (wish === 'never' || request.method === 'HEAD') return false;
  const asked = operationOf(graphql);
  const prepared = 'is' in asked ? asked : prepareOperation(door.engine, asked);
  if (wish === 'for-subscriptions' && !isSubscription(prepared)) return false;

  const { formatError } = door.engine;
  const viewer = await door.authenticate(credentialInHeaders(request.headers)).catch(asError);
  if (viewer instanceof Error) {
    sendErrors(response, statusOf(viewer), [formatError(viewer)]);
  } else if ('is' in prepared) {
    sendRefusal(response, prepared.status, prepared.message);
  } else if (!('definition' in prepared)) {
    sendErrors(response, 400, prepared.map(formatError));
  } else if (graphql.method === 'GET' && prepared.definition.operation === 'mutation') {
    sendRefusal(response, 405, 'A mutation needs POST.');
  } else {
    await startStream(door, request, response, prepared, viewer);
  }
  return true;
}

async function startStream(
  { engine, renderings, eventStreams }: ServerSentDoor,
  request: IncomingMessage,
  response: ServerResponse,
  operation: Operation,
  viewer: Viewer,
): Promise<void> {
  if (eventStreams.isClosed) return sendRefusal(response, 503, 'No more streams here. Try again.');
  const payloads = await openPayloads({ engine, operation, viewer }, renderings);
  if (!('next' in payloads)) {
    return sendErrors(response, statusOfRefusal(payloads), payloads.map(engine.formatError));
  }
  if (response.destroyed) return void payloads.return();
  const credential = credentialInHeaders(request.headers);
  eventStreams.carry(response, payloads, { credential, viewer });
}

function isSubscription(prepared: unknown): boolean {
  return (prepared as Partial<Operation>).definition?.operation === 'subscription';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function statusOfRefusal([error]: readonly GraphQLError[]): number {
  return error?.extensions.code === 'BAD_USER_INPUT' ? 400 : statusOf(error?.originalError);
}

function statusOf(error: unknown): number {
  return error instanceof RequestError ? httpStatusOf(error) : 500;
}
