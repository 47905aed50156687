import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { RequestError, type RequestErrorCode } from '../access/errors.ts';
import type { Log } from './log.ts';
import { explainNull } from './null-arguments.ts';

export type FormatError = (error: unknown) => GraphQLFormattedError;

/** Maps an error of the use cases or the database to a RequestError, or returns it unchanged. */
export type Explain = (error: unknown) => unknown;

/**
 * Clients see RequestErrors, and GraphQL's own errors about a request, in full. Any other error is logged, and the client
 * gets an id by which an operator finds it in the log.
 */
export function createErrorFormatter(log: Log, explain: Explain = (error) => error): FormatError {
  return (thrown) => {
    const error = thrown instanceof GraphQLError ? thrown : new GraphQLError(String(thrown));
    const thrownFirst = firstCauseOf(thrown);
    // Validation's errors about a literal null name no argument. Ours do.
    const cause = explainNull(thrownFirst) ?? explain(thrownFirst);
    if (cause instanceof RequestError) return show(error, cause);
    // A wrapper copies the code of the error that it wraps, so a code shows a public error only if the cause is a GraphQLError itself.
    if (cause instanceof GraphQLError && isPublic(error)) return withoutHttp(error);
    if (isAboutArgument(cause)) return { ...error.toJSON(), extensions: badInput };
    return hide(error, cause, log);
  };
}

function show(
  error: GraphQLError,
  { message, code, details }: RequestError,
): GraphQLFormattedError {
  const { locations, path } = error.toJSON();
  return { message, locations, path, extensions: { ...details, code } };
}

function hide(error: GraphQLError, cause: unknown, log: Log): GraphQLFormattedError {
  const errorId = randomUUID();
  const { locations, path } = error.toJSON();
  log.error('A GraphQL operation failed.', {
    errorId,
    path: path?.join('.'),
    error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
  });
  return {
    message: 'The server failed to answer this. Its log has the error under this `errorId`.',
    locations,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
  };
}

/** GraphQL wraps what a resolver throws, to add its place in the document. */
function firstCauseOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/**
 * GraphQL's errors about a request and our own have a code. An error that a resolver threw by accident has none, or
 * INTERNAL_SERVER_ERROR from Apollo Server.
 */
function isPublic(error: GraphQLError): boolean {
  const { code } = error.extensions;
  return code !== undefined && code !== 'INTERNAL_SERVER_ERROR';
}

const badInput = { code: 'BAD_USER_INPUT' } as const;

/**
 * Whether graphql-js found the client's input wrong when it executed the operation: such an error points to a value in the document.
 * An error about a resolver's wrong result points to a field.
 */
function isAboutArgument(cause: unknown): boolean {
  if (!(cause instanceof GraphQLError)) return false;
  const [node] = cause.nodes ?? [];
  return node !== undefined && node.kind !== Kind.FIELD;
}

/** Leaves out `extensions.http`, which tells Apollo Server the status of the response and is not for clients. */
function withoutHttp(error: GraphQLError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions };
}

const httpStatuses: Record<RequestErrorCode, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TENANT_SCOPE_NOT_ALLOWED: 403,
  BAD_USER_INPUT: 400,
  CURSOR_EXPIRED: 410,
  KEY_CHANGED: 503,
  RATE_LIMITED: 429,
  RESPONSE_TOO_LARGE: 400,
  UNAVAILABLE: 503,
};

/** The status of the first error; 500 if its code is not one of ours. */
export function httpStatusOf([error]: readonly GraphQLFormattedError[]): number {
  return httpStatuses[error?.extensions?.code as RequestErrorCode] ?? 500;
}

/** Converts an error that occurs before execution. Such an error also decides the HTTP status. */
export function toGraphQLError(error: RequestError): GraphQLError {
  const http = { status: httpStatuses[error.code] };
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { ...error.details, code: error.code, http },
  });
}

/** Returns what `admit` returns or, if it throws a RequestError, that error as a GraphQLError. */
export function admitted<Admitted>(admit: () => Admitted): Admitted | GraphQLError {
  try {
    return admit();
  } catch (error) {
    if (error instanceof RequestError) return toGraphQLError(error);
    throw error;
  }
}
