import { type ExecutionArgs, execute, GraphQLError } from 'graphql';
import {
  type Context,
  MessageType,
  makeServer,
  type Server,
  type SubscribePayload,
} from 'graphql-ws';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { toGraphQLError } from '../errors.ts';
import type { GraphqlContext } from '../execution/context.ts';
import {
  type Engine,
  executionArgsOf,
  formatResult,
  prepareOperation,
} from '../execution/operations.ts';
import { closeForKey, refusalCode } from '../guard/close-for-key.ts';
import { credentialInConnectionParams, credentialInHeaders } from '../guard/credentials.ts';
import { federationOf } from '../guard/federation.ts';
import type { Authenticate } from '../guard/recheck-keys.ts';
import type { Connection } from './socket-connection.ts';
import { streamTo } from './socket-stream.ts';
import { errorPayload, openPayloads, type Sharing } from './subscriptions.ts';

export interface SocketProtocol {
  readonly engine: Engine;
  readonly sharing: Sharing;
  readonly authenticate: Authenticate;
  readonly connectionInitMs: number;
  readonly maxOperations: number;
  onAuthenticated(connection: Connection, viewer: Viewer, credential: string | undefined): void;
}

/** The id is kept for as long as the operation runs. */
const maxIdCharacters = 256;

type SocketContext = Context<Record<string, unknown>, Connection>;

/** graphql-transport-ws by graphql-ws, with our own authentication, limits, errors and event streams. */
export function createSocketProtocol(protocol: SocketProtocol): Server<Connection> {
  const { engine, connectionInitMs } = protocol;
  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: connectionInitMs,
    onConnect: (context) => authenticate(protocol, context),
    onSubscribe: (context, id, payload) => startOperation(protocol, context, id, payload),
    execute,
    // graphql-ws passes only the execution arguments to `subscribe`, so for a subscription the context value is the stream.
    subscribe: ({ contextValue }) => contextValue as ReturnType<typeof streamTo>,
    // Runs only for queries and mutations, whose context value is a GraphqlContext: the stream of a subscription sends its
    // payloads itself and yields nothing.
    onNext: (_context, _id, _payload, { contextValue }, result) =>
      formatResult(engine, result, contextValue as GraphqlContext),
    onError: (_context, _id, _payload, errors) => errors.map(engine.formatError),
  });
}

/**
 * Parses a client's message and keeps only the fields that the protocol defines. graphql-ws keeps a subscribe message, with every field
 * that the client added, for as long as its operation runs. Returns `text` if it is no JSON object, so that graphql-ws refuses it.
 */
export function readMessage(text: string): unknown {
  const message = parseJson(text);
  if (!isObject(message)) return text;
  const { type, id, payload } = message;
  const isSubscribe = type === MessageType.Subscribe && isObject(payload);
  return { type, id, payload: isSubscribe ? operationIn(payload) : payload };
}

function operationIn({ query, variables, operationName, extensions }: Record<string, unknown>) {
  return { query, variables, operationName, extensions };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function authenticate(protocol: SocketProtocol, context: SocketContext): Promise<boolean> {
  const { extra: connection } = context;
  const { engine } = protocol;
  const credential = credentialOf(context);
  connection.credential = credential;
  // graphql-ws would keep the payload for as long as the socket is open.
  Object.assign(context, { connectionParams: undefined });
  try {
    const viewer = await protocol.authenticate(credential);
    // The client has left while its key was checked.
    if (!connection.isOpen) return false;
    const release = engine.rateLimits.socketOfViewer(viewer);
    connection.onEnd(release);
    connection.viewer = viewer;
    protocol.onAuthenticated(connection, viewer, credential);
    return true;
  } catch (error) {
    if (error instanceof RequestError && error.code === 'UNAUTHENTICATED') {
      const refusal = credential === undefined ? 'no_key' : 'wrong_key';
      engine.onRefused(refusal, engine.rateLimits.clientOf(connection.request).address);
      connection.close(refusalCode(credential), 'The key is missing or wrong');
      return false;
    }
    if (error instanceof RequestError && error.code === 'RATE_LIMITED') {
      connection.close(1013, 'Too many sockets of this key or tenant');
      return false;
    }
    engine.log.warn('A key could not be checked.', { error: String(error) });
    connection.close(1013, 'Try again later');
    return false;
  }
}

function credentialOf({ extra, connectionParams }: SocketContext): string | undefined {
  const credential =
    credentialInHeaders(extra.request.headers) ?? credentialInConnectionParams(connectionParams);
  // Copied: a part of a longer text keeps the whole text in memory.
  return credential && Buffer.from(credential).toString();
}

/** Authenticates again for each operation, because the key may have been revoked while the socket was open. */
async function currentViewer(
  { authenticate: check, engine: { rateLimits } }: SocketProtocol,
  context: SocketContext,
  document: string,
): Promise<Viewer | GraphQLError> {
  const { credential } = context.extra;
  try {
    // Counts the operation for the address of the client; `operation` counts it for the key and its tenant. Both throw beyond a limit.
    rateLimits.attempt(rateLimits.clientOf(context.extra.request), document);
    const viewer = await check(credential);
    rateLimits.operation(viewer, document);
    return viewer;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.code === 'UNAUTHENTICATED') {
      const why = 'key refused';
      const [code, reason] = closeForKey(why, credential);
      // Unlike `close`, `leave` first tells the open operations why they end.
      context.extra.leave(code, reason, why);
    }
    return toGraphQLError(error);
  }
}

async function startOperation(
  protocol: SocketProtocol,
  context: SocketContext,
  id: string,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { engine, sharing, maxOperations } = protocol;
  const { extra: connection, subscriptions } = context;
  if (id.length > maxIdCharacters) return [idTooLong()];
  const viewer = await currentViewer(protocol, context, payload.query);
  if (viewer instanceof GraphQLError) return [viewer];
  // graphql-ws has already added this operation to the subscriptions.
  if (Object.keys(subscriptions).length > maxOperations) return [tooManyOperations(maxOperations)];
  // A new document waits for its turn, and is refused before it is validated if it is too large or nested too deeply.
  const problem = await engine.documentTurns.admit(payload.query);
  if (problem) {
    engine.onRefused('document', engine.rateLimits.clientOf(connection.request).address);
    return [problem];
  }
  const operation = prepareOperation(engine, payload, viewer);
  // graphql-ws keeps the payload for as long as the operation runs. From here on it is not read.
  Object.assign(payload, { query: '', variables: null, extensions: null });
  if (operation.is === 'invalid') return operation.errors;
  const federation = federationOf(connection.request.headers, engine.federationSecrets);
  const args = executionArgsOf(engine, operation, viewer, federation);
  if (operation.definition.operation !== 'subscription') return args;
  const opened = await openPayloads({ engine, operation, viewer }, sharing);
  const payloads =
    opened.is === 'payloads' ? opened : errorPayload(opened.errors.map(engine.formatError));
  return { ...args, contextValue: streamTo(connection, id, payloads, engine.formatError) };
}

function idTooLong(): GraphQLError {
  const message = `The id of an operation has more than ${maxIdCharacters} characters. Shorten it.`;
  return toGraphQLError(new RequestError('BAD_USER_INPUT', message));
}

function tooManyOperations(max: number): GraphQLError {
  const message = `A socket may have ${max} operations at a time. Complete one first, or open another socket.`;
  return toGraphQLError(new RequestError('RATE_LIMITED', message));
}
