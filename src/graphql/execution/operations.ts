import {
  type DocumentNode,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { type FormatError, toGraphQLError } from '../errors.ts';
import type { Log } from '../log.ts';
import { refuseNulls } from '../null-arguments.ts';
import type { Ports } from '../ports.ts';
import { createContext } from './context.ts';
import { type Documents, withCode } from './document-cache.ts';
import { requireAffordable } from './query-cost.ts';

export interface OperationRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** Parsed, valid and affordable. */
export interface Operation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | null;
}

/** What it takes to run operations outside Apollo Server, which serves single requests over HTTP only. */
export interface Engine {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly ports: Ports;
  readonly formatError: FormatError;
  readonly maxCost: number;
  readonly log: Log;
}

export function prepareOperation(
  engine: Engine,
  request: OperationRequest,
): Operation | readonly GraphQLError[] {
  const document = engine.documents(request.query);
  if (!('kind' in document)) return document;
  const definition = getOperationAST(document, request.operationName);
  if (!definition) return [unclearOperation()];
  const variables = request.variables ?? {};
  const problem = findProblem(engine, document, definition, variables);
  if (problem) return [problem];
  const operationName = request.operationName ?? null;
  return { document, definition, query: request.query, variables, operationName };
}

/** Runs a query or a mutation. */
export async function runOperation(
  engine: Engine,
  operation: Operation,
  viewer: Viewer,
): Promise<FormattedExecutionResult> {
  const { errors, data } = await execute({
    schema: engine.schema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    contextValue: createContext(engine.ports, viewer),
  });
  if (!errors) return { data };
  if (data === undefined) return { errors: badInput(errors).map(engine.formatError) };
  return { errors: errors.map(engine.formatError), data };
}

/** Errors of a request that never ran are about its variables. */
export function badInput(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  return errors.map((error) =>
    error.path || error.originalError instanceof RequestError
      ? error
      : withCode(error, 'BAD_USER_INPUT'),
  );
}

function findProblem(
  { schema, maxCost }: Engine,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): GraphQLError | undefined {
  try {
    const asked = { schema, document, operation, variables };
    refuseNulls(asked);
    requireAffordable(asked, maxCost);
    return undefined;
  } catch (error) {
    if (error instanceof RequestError) return toGraphQLError(error);
    throw error;
  }
}

function unclearOperation(): GraphQLError {
  const message = 'Name the operation to run: `operationName` must be one of the document.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
