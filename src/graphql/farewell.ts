import { RequestError } from '../access/errors.ts';

/**
 * Why this service ends a stream that could have gone on. The client is told so by an error, because a client behind a router never
 * sees the close code of a websocket.
 */
export type Farewell = 'restart' | 'too slow' | 'key refused' | 'key changed';

/** `cursor` is that of the last event that was sent; null for the answer to a query or a mutation, and for errors in place of events. */
export function farewellError(why: Farewell, cursor: string | null): RequestError {
  const { code, message } = farewells[why];
  if (cursor === null) return new RequestError(code, `${message} ${askAgain}`);
  return new RequestError(code, `${message} ${resume}`, { cursor });
}

const resume = 'Subscribe again with `after` set to the `cursor` of this error.';
const askAgain = 'Send the operation again; a mutation may have been carried out already.';

const farewells = {
  restart: { code: 'UNAVAILABLE', message: 'This process is stopping.' },
  'too slow': { code: 'UNAVAILABLE', message: 'The client reads too slowly.' },
  'key refused': {
    code: 'UNAUTHENTICATED',
    message: 'The key or token no longer works. Use another one.',
  },
  // With a code of its own: what its client shows may be of lines that the key no longer has, and must be read again.
  'key changed': {
    code: 'KEY_CHANGED',
    message: 'The key applies to other lines, or has other scopes, now. Read again what you show.',
  },
} as const;
