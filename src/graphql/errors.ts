import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { RequestError, type RequestErrorCode } from '../access/errors.ts';
import type { Log } from './log.ts';
import { explainNull } from './null-arguments.ts';

export type FormatError = (error: unknown) => GraphQLFormattedError;

/** Puts an error that this door does not know as one that it does; or answers it as it is. */
export type Explain = (error: unknown) => unknown;

/**
 * What clients see of an error: all of a RequestError, all that GraphQL itself says about a request,
 * and of anything else only an id that finds it in the log.
 */
export function createErrorFormatter(log: Log, explain: Explain = (error) => error): FormatError {
  return (thrown) => {
    const error = thrown instanceof GraphQLError ? thrown : new GraphQLError(String(thrown));
    const root = causeOf(thrown);
    const cause = explainNull(root) ?? explain(root);
    if (cause instanceof RequestError) return show(error, cause);
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
    message: 'Something went wrong here. It is logged under this `errorId`.',
    locations,
    path,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
  };
}

function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Only what GraphQL or we say on purpose carries a code. */
function isPublic(error: GraphQLError): boolean {
  const { code } = error.extensions;
  return code !== undefined && code !== 'INTERNAL_SERVER_ERROR';
}

const badInput = { code: 'BAD_USER_INPUT' } as const;

/** While it runs, GraphQL finds fault with a value that was sent. What it holds against our answers names no value. */
function isAboutArgument(cause: unknown): boolean {
  if (!(cause instanceof GraphQLError)) return false;
  const [node] = cause.nodes ?? [];
  return node !== undefined && node.kind !== Kind.FIELD;
}

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
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

export function httpStatusOf(error: RequestError): number {
  return httpStatuses[error.code];
}

/** A failure before anything ran: over HTTP it is the status too. */
export function toGraphQLError(error: RequestError): GraphQLError {
  const http = { status: httpStatusOf(error) };
  return new GraphQLError(error.message, {
    originalError: error,
    extensions: { ...error.details, code: error.code, http },
  });
}
