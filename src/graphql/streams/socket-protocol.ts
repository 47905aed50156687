import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import { type Context, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { toGraphQLError } from '../errors.ts';
import {
  type Engine,
  type Operation,
  prepareOperation,
  runOperation,
} from '../execution/operations.ts';
import { credentialInConnectionParams, credentialInHeaders } from '../guard/credentials.ts';
import type { Authenticate } from '../guard/recheck-keys.ts';
import type { Renderings } from './shared-payloads.ts';
import type { Connection } from './socket-connection.ts';
import { streamTo } from './socket-stream.ts';
import { openPayloads } from './subscriptions.ts';

export interface SocketProtocol {
  readonly engine: Engine;
  readonly renderings: Renderings;
  readonly authenticate: Authenticate;
  readonly connectionInitMs: number;
  readonly maxOperations: number;
  /** The connection is known to be the viewer's. */
  onWelcome(connection: Connection, viewer: Viewer, credential: string | undefined): void;
}

type SocketContext = Context<Record<string, unknown>, Connection>;

/** graphql-ws hands `execute` and `subscribe` nothing but its arguments: what they need comes as the context value. */
type Task = () => Promise<FormattedExecutionResult> | AsyncIterableIterator<never>;

/** graphql-transport-ws, with our own limits, errors and rights in every place that the library leaves open. */
export function createSocketProtocol(protocol: SocketProtocol): Server<Connection> {
  return makeServer<Record<string, unknown>, Connection>({
    connectionInitWaitTimeout: protocol.connectionInitMs,
    onConnect: (context) => welcome(protocol, context),
    onSubscribe: (context, id, payload) => accept(protocol, context, id, payload),
    execute: (args) => (args.contextValue as Task)() as never,
    subscribe: (args) => (args.contextValue as Task)() as never,
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) => errors.map(protocol.engine.formatError),
  });
}

async function welcome(protocol: SocketProtocol, context: SocketContext): Promise<boolean> {
  const { extra: connection, connectionParams } = context;
  const credential =
    credentialInHeaders(connection.request.headers) ??
    credentialInConnectionParams(connectionParams);
  try {
    const viewer = await protocol.authenticate(credential);
    if (!connection.isOpen) return false;
    connection.viewer = viewer;
    protocol.onWelcome(connection, viewer, credential);
    return true;
  } catch (error) {
    if (error instanceof RequestError && error.code === 'UNAUTHENTICATED') return false;
    protocol.engine.log.warn('A key could not be checked.', { error: String(error) });
    connection.close(1013, 'Try again later');
    return false;
  }
}

async function accept(
  protocol: SocketProtocol,
  { extra: connection, subscriptions }: SocketContext,
  id: string,
  payload: SubscribePayload,
) {
  const { engine, maxOperations } = protocol;
  const { viewer } = connection;
  if (!viewer) throw new Error('An operation came before its connection was welcome.');
  if (Object.keys(subscriptions).length > maxOperations) return [tooManyOperations(maxOperations)];
  const operation = prepareOperation(engine, payload);
  if (!('definition' in operation)) return operation;
  if (operation.definition.operation !== 'subscription') {
    return task(engine, operation, () => runOperation(engine, operation, viewer));
  }
  const payloads = await openPayloads({ engine, operation, viewer }, protocol.renderings);
  if (!('next' in payloads)) return payloads;
  return task(engine, operation, () => streamTo(connection, id, payloads));
}

function task({ schema }: Engine, { document, operationName }: Operation, run: Task) {
  return { schema, document, operationName, contextValue: run };
}

function tooManyOperations(max: number): GraphQLError {
  const message = `At most ${max} operations at a time on one socket.`;
  return toGraphQLError(new RequestError('RATE_LIMITED', message));
}
