export type RequestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  /** A tenant-wide key may not act on calls. */
  | 'TENANT_SCOPE_NOT_ALLOWED'
  | 'BAD_USER_INPUT'
  | 'CURSOR_EXPIRED'
  /** A stream ends because its key or user has other lines or scopes now. */
  | 'KEY_CHANGED'
  | 'RATE_LIMITED'
  | 'RESPONSE_TOO_LARGE'
  | 'UNAVAILABLE';

/** An error that is shown to the client. The message says what to do. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly code: RequestErrorCode;
  /** Become `extensions` of the GraphQL error, such as `retryAfterMs`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: RequestErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
