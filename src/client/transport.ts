/** What is sent for an operation. */
export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface ResponseError {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One response to an operation. */
export interface Payload<Data = Record<string, unknown>> {
  readonly data?: Data | null;
  readonly errors?: readonly ResponseError[];
}

/**
 * Runs one operation, and yields its responses until it ends. Ends early when the signal is aborted, throws when the
 * connection fails, and never reconnects by itself. `onConnected` is called when the server has accepted the connection.
 */
export type Transport = (
  operation: Operation,
  signal: AbortSignal,
  onConnected?: () => void,
) => AsyncIterable<Payload>;
