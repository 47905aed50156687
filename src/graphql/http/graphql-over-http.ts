import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { createContext, type GraphqlContext, keyMissing } from '../execution/context.ts';
import { isOpenToAnyone } from '../guard/anonymous-queries.ts';
import { credentialInHeaders } from '../guard/credentials.ts';
import { federationOf } from '../guard/federation.ts';
import { type Cors, setCorsHeaders } from '../guard/origins.ts';
import type { Authenticate } from '../guard/recheck-keys.ts';
import { answerWithCallbacks, type CallbackSubscriptions } from './callback-subscriptions.ts';
import { type GraphqlRequest, operationOf, readGraphqlRequest } from './http-request.ts';
import { sendErrors, sendRefusal } from './http-response.ts';
import { waitForTurn } from './one-at-a-time.ts';
import type { Responses } from './responses.ts';
import { answerWithEvents, type ServerSentEvents } from './server-sent-events.ts';

export interface GraphqlOverHttp extends ServerSentEvents, CallbackSubscriptions {
  readonly apollo: ApolloServer<GraphqlContext>;
  readonly authenticate: Authenticate;
  readonly responses: Responses;
  readonly cors: Cors;
  readonly limits: { readonly bodyBytes: number; readonly bodyMs: number };
}

/** Answers one request to `/graphql`. Never throws. */
export async function handleHttp(
  server: GraphqlOverHttp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(server, request, response);
  } catch (error) {
    sendErrors(response, [server.engine.formatError(error)]);
  }
}

async function answer(
  server: GraphqlOverHttp,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // The requests of one connection are answered one after the other. False: it has ended meanwhile.
  if (!(await waitForTurn(request, response))) return;
  setCorsHeaders(server.cors, request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { allow: 'GET, HEAD, OPTIONS, POST' }).end();
    return;
  }
  const read = await readGraphqlRequest(request, server.limits);
  const { onRefused, rateLimits } = server.engine;
  const { address: from } = rateLimits.clientOf(request);
  if (read.is === 'refused') {
    if (ofBody.has(read.status)) onRefused('body', from);
    return sendRefusal(response, read.status, read.message);
  }
  // The key is checked before the document is parsed, because a client without a key could make parsing expensive.
  const viewer = await findViewer(server, request, read).catch(asError);
  if (viewer instanceof Error) {
    if (isUnauthenticated(viewer)) {
      onRefused(credentialInHeaders(request.headers) === undefined ? 'no_key' : 'wrong_key', from);
    }
    return sendErrors(response, [server.engine.formatError(viewer)]);
  }
  const problem = viewer && (await shapeProblem(server, read));
  if (problem) {
    onRefused('document', from);
    return sendErrors(response, [server.engine.formatError(problem)], 400);
  }
  // The first two answer only requests of their kind, and Apollo Server answers the others.
  if (await answerWithCallbacks(server, request, response, read, viewer)) return;
  if (await answerWithEvents(server, request, response, read, viewer)) return;
  await answerWithApollo(server, request, response, read, viewer);
}

/** The statuses that are reported as a refused body: too large, too slow, or crowded out by others. */
const ofBody: ReadonlySet<number> = new Set([413, 408, 503]);

/**
 * Resolves to the error for a document that is too large, or to null. Not called for a request without a key, which `isOpenToAnyone`
 * has limited to a few tokens.
 */
async function shapeProblem(
  { engine }: GraphqlOverHttp,
  request: GraphqlRequest,
): Promise<GraphQLError | null> {
  const read = operationOf(request);
  // Apollo Server answers a request without an operation.
  return read.is === 'refused' ? null : engine.documentTurns.admit(read.operation.query);
}

/** Resolves to null for a query that anyone may run without a key. */
async function findViewer(
  { authenticate, engine: { rateLimits } }: GraphqlOverHttp,
  request: IncomingMessage,
  graphql: GraphqlRequest,
): Promise<Viewer | null> {
  const read = operationOf(graphql);
  const query = read.is === 'refused' ? '' : read.operation.query;
  // Counts the operation for the address of the client; `operation` counts it for the key and its tenant. Both throw beyond a limit.
  rateLimits.attempt(rateLimits.clientOf(request), query);
  const credential = credentialInHeaders(request.headers);
  if (credential === undefined) {
    if (!isOpenToAnyone(query)) throw keyMissing();
    return null;
  }
  const viewer = await authenticate(credential);
  rateLimits.operation(viewer, query);
  return viewer;
}

async function answerWithApollo(
  { apollo, engine, responses }: GraphqlOverHttp,
  request: IncomingMessage,
  response: ServerResponse,
  { method, search, body }: GraphqlRequest,
  viewer: Viewer | null,
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const answer = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search, body },
    context: async () =>
      createContext(
        engine.ports,
        viewer,
        // No signal: a query or a mutation completes even if its client disconnects.
        undefined,
        federationOf(request.headers, engine.federationSecrets),
      ),
  });
  if (answer.body.kind !== 'complete') throw new Error('Incremental delivery is not supported.');
  const { string: text } = answer.body;
  responses.send(response, answer.status ?? 200, text, Object.fromEntries(answer.headers));
}

function isUnauthenticated(error: Error): boolean {
  return error instanceof RequestError && error.code === 'UNAUTHENTICATED';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
