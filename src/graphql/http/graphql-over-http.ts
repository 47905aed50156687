import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { toGraphQLError } from '../errors.ts';
import { createContext, type GraphqlContext } from '../execution/context.ts';
import { credentialInHeaders } from '../guard/credentials.ts';
import { type Origins, setCorsHeaders } from '../guard/origins.ts';
import type { Authenticate } from '../guard/recheck-keys.ts';
import { type GraphqlRequest, readGraphqlRequest } from './http-request.ts';
import { sendJson, sendRefusal } from './http-response.ts';
import { answerWithEvents, type ServerSentDoor } from './server-sent-events.ts';

export interface HttpDoor extends ServerSentDoor {
  readonly apollo: ApolloServer<GraphqlContext>;
  readonly origins: Origins;
  readonly limits: { readonly bodyBytes: number; readonly bodyMs: number };
}

/** Answers one request to `/graphql`, whatever happens. */
export async function handleHttp(
  door: HttpDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(door, request, response);
  } catch (error) {
    door.engine.log.error('A request to /graphql could not be answered.', { error: String(error) });
    sendRefusal(response, 500, 'Something went wrong here.');
  }
}

async function answer(
  door: HttpDoor,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  setCorsHeaders(door.origins, request, response);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { allow: 'GET, HEAD, OPTIONS, POST' }).end();
    return;
  }
  const read = await readGraphqlRequest(request, door.limits);
  if (read.is === 'refused') return sendRefusal(response, read.status, read.message);
  if (await answerWithEvents(door, request, response, read)) return;
  await answerWithApollo(door, request, response, read);
}

async function answerWithApollo(
  { apollo, engine, authenticate }: HttpDoor,
  request: IncomingMessage,
  response: ServerResponse,
  { method, search, body }: GraphqlRequest,
): Promise<void> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const {
    status,
    headers: answerHeaders,
    body: answerBody,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, search, body },
    context: async () => createContext(engine.ports, await findViewer(request, authenticate)),
  });
  if (answerBody.kind !== 'complete') throw new Error('Incremental delivery is not offered.');
  sendJson(response, status ?? 200, answerBody.string, Object.fromEntries(answerHeaders));
}

async function findViewer(
  request: IncomingMessage,
  authenticate: Authenticate,
): Promise<Viewer | null> {
  const credential = credentialInHeaders(request.headers);
  if (credential === undefined) return null;
  try {
    return await authenticate(credential);
  } catch (error) {
    throw error instanceof RequestError ? toGraphQLError(error) : error;
  }
}
