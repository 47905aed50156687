import type { ResponseError } from './transport.ts';

/** Why a subscription ended: `code` is the error's `extensions.code`, `status` the HTTP status, `closeCode` that of the WebSocket. */
export class StreamFailure extends Error {
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly closeCode: number | undefined;

  constructor(
    message: string,
    details: { code?: string; status?: number; closeCode?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.name = 'StreamFailure';
    this.code = details.code;
    this.status = details.status;
    this.closeCode = details.closeCode;
  }
}

/**
 * `cursor-expired`: the service no longer knows the cursor, so the next attempt must begin without it. `key-changed`: the key has
 * other lines or scopes now, and the next attempt begins with the cursor.
 */
export type Verdict = 'retry' | 'cursor-expired' | 'key-changed' | 'give-up';

/** With these codes the same request would fail again. */
const codesToGiveUp: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TENANT_SCOPE_NOT_ALLOWED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);
/**
 * 4401 is for a key that was refused, and the others are the codes of graphql-transport-ws for a client that breaks the protocol.
 * 4403 is missing here: it is for a key that changed or a token that ended, after which the client connects again.
 */
const closeCodesToGiveUp: ReadonlySet<number> = new Set([4400, 4401, 4406, 4409, 4429]);
/** Of the statuses from 400 to 499, only these are worth a retry: a timeout, a request that came too early, too many requests. */
const clientErrorsToRetry: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whether to try again. A failure with none of these codes and no status of 400 to 499 is retried: the number of attempts is bounded. */
export function judge(error: unknown): Verdict {
  if (!(error instanceof StreamFailure)) return 'retry';
  const { code, status, closeCode } = error;
  if (code === 'CURSOR_EXPIRED') return 'cursor-expired';
  if (code === 'KEY_CHANGED') return 'key-changed';
  // Whatever the code is: earlier releases send BAD_REQUEST with 503.
  if (status !== undefined && isWorthRetry(status)) return 'retry';
  if (code !== undefined && codesToGiveUp.has(code)) return 'give-up';
  if (closeCode !== undefined && closeCodesToGiveUp.has(closeCode)) return 'give-up';
  return status !== undefined && status >= 400 ? 'give-up' : 'retry';
}

const isWorthRetry = (status: number) => status >= 500 || clientErrorsToRetry.has(status);

/**
 * The code that the service gave to an error. The router Grafbase puts a code of its own in its place, and the service's
 * `extensions` into `upstream_extensions`.
 */
export function codeOf(error: ResponseError | undefined): string | undefined {
  const { upstream_extensions: upstream, code: own } = error?.extensions ?? {};
  const code = fieldOf(upstream, 'code') ?? own;
  return typeof code === 'string' ? code : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object'
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The failure for the first of the errors of a response. `status` is its HTTP status. */
export function failureOf(errors: readonly ResponseError[], status?: number): StreamFailure {
  const [error] = errors;
  const code = codeOf(error);
  return new StreamFailure(error?.message ?? 'The response has neither data nor errors.', {
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    cause: errors,
  });
}

/** What `follow` throws when it gives up. */
export class FollowError extends Error {
  /** The cursor after which a new stream can begin; undefined if the stream never began. */
  readonly after: string | undefined;

  constructor(failure: unknown, after: string | undefined) {
    const reason = failure instanceof Error ? failure.message : String(failure);
    super(`The events are not followed any more: ${reason}`, { cause: failure });
    this.name = 'FollowError';
    this.after = after;
  }
}
