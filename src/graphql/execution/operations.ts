import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { RequestError } from '../../access/errors.ts';
import type { RateLimits } from '../../access/rate-limits.ts';
import type { OnRefused } from '../../access/refusals.ts';
import type { Viewer } from '../../access/viewer.ts';
import { requireNeeds } from '../authorization/require-needs.ts';
import { type FormatError, toGraphQLError } from '../errors.ts';
import { federationOf } from '../guard/federation.ts';
import type { Log } from '../log.ts';
import { refuseNulls } from '../null-arguments.ts';
import type { Ports } from '../ports.ts';
import { createContext, type GraphqlContext } from './context.ts';
import { type DocumentCache, type InvalidOperation, withCode } from './document-cache.ts';
import type { DocumentStore } from './document-store.ts';
import type { DocumentTurns } from './document-turns.ts';
import { requireAffordable } from './query-cost.ts';
import { withinSize } from './response-size.ts';

export interface OperationRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** Parsed, validated, permitted, and within the cost limit. */
export interface Operation {
  readonly is: 'operation';
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | null;
}

/** What runs operations over websockets, server-sent events and callbacks. For plain HTTP, Apollo Server uses parts of it. */
export interface Engine {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  readonly documentStore: DocumentStore;
  readonly documentTurns: DocumentTurns;
  /** Whether `__schema` and `__type` are answered. */
  readonly introspection: boolean;
  /** A request with one of these secrets may use `_service` and `_entities`. If there are none, every request may. */
  readonly federationSecrets: readonly string[];
  readonly ports: Ports;
  readonly formatError: FormatError;
  /** The limit for the cost of one operation, as `requireAffordable` counts it. */
  readonly maxCost: number;
  readonly onRefused: OnRefused;
  readonly rateLimits: RateLimits;
  readonly log: Log;
}

/** Parses, validates and checks an operation. Nothing of it runs yet. */
export function prepareOperation(
  engine: Engine,
  request: OperationRequest,
  viewer: Viewer,
): Operation | InvalidOperation {
  const parsed = engine.documents(request.query);
  if (parsed.is === 'invalid') return parsed;
  const { document } = parsed;
  const definition = getOperationAST(document, request.operationName);
  if (!definition) return { is: 'invalid', errors: [operationNotFound()] };
  const variables = declaredOf(definition, request.variables ?? {});
  const problem = findProblem(engine, document, definition, variables, viewer);
  if (problem) return { is: 'invalid', errors: [problem] };
  const operationName = request.operationName ?? null;
  // The cached document has this text already. The request's own copy would be kept for as long as its subscription.
  const query = document.loc?.source.body ?? request.query;
  return { is: 'operation', document, definition, query, variables, operationName };
}

/** The variables that the operation declares. A subscription keeps them for as long as it is open. */
function declaredOf(
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  const declared = names.filter((name) => Object.hasOwn(given, name));
  return Object.fromEntries(declared.map((name) => [name, given[name]]));
}

/**
 * `federation` is left out for the events of a subscription and for server-sent events: no router looks up entities with them, so
 * they are treated as a request without the federation secret.
 */
export function executionArgsOf(
  { schema, ports, federationSecrets }: Engine,
  { document, operationName, variables }: Operation,
  viewer: Viewer,
  federation = federationOf({}, federationSecrets),
): ExecutionArgs & { readonly contextValue: GraphqlContext } {
  // Without a signal to abort: only the stream of a subscription has one.
  const contextValue = createContext(ports, viewer, undefined, federation);
  return { schema, document, operationName, variableValues: variables, contextValue };
}

/** Runs a query or a mutation that came by server-sent events. */
export async function runOperation(
  engine: Engine,
  operation: Operation,
  viewer: Viewer,
): Promise<FormattedExecutionResult> {
  const args = executionArgsOf(engine, operation, viewer);
  return formatResult(engine, await execute(args), args.contextValue);
}

/** Gives a result the form for clients. A response that is too large becomes an error. */
export function formatResult(
  { formatError }: Engine,
  result: ExecutionResult,
  context: GraphqlContext,
): FormattedExecutionResult {
  const { errors, data } = withinSize(result, context);
  if (!errors) return { data };
  if (data === undefined) return { errors: markBadInput(errors).map(formatError) };
  return { errors: errors.map(formatError), data };
}

/** An error without a path comes from before execution, when only the variables can still be wrong. A RequestError has its own code. */
export function markBadInput(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  return errors.map((error) =>
    error.path || error.originalError instanceof RequestError
      ? error
      : withCode(error, 'BAD_USER_INPUT'),
  );
}

function findProblem(
  engine: Engine,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
  viewer: Viewer,
): GraphQLError | undefined {
  try {
    const { schema, maxCost } = engine;
    const request = { schema, document, operation, variables };
    requireNeeds(request, () => viewer);
    refuseNulls(request);
    requireAffordable(request, maxCost);
    return undefined;
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    noteCost(engine, error);
    return toGraphQLError(error);
  }
}

/**
 * Reports an operation beyond the cost limit as a refusal, but no other mistake of a client. Only the error of `requireAffordable` has
 * `maxCost`.
 */
export function noteCost({ onRefused }: Pick<Engine, 'onRefused'>, error: RequestError): void {
  if ('maxCost' in error.details) onRefused('document');
}

function operationNotFound(): GraphQLError {
  const message =
    'The document has several operations, or none of this name: set `operationName` to one of them.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
