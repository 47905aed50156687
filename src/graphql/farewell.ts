import { RequestError } from '../access/errors.ts';

/**
 * Why this service ends a stream that could have gone on. The client is told so by an error, because a client behind a router never
 * sees the close code of a websocket.
 */
export type Farewell = 'restart' | 'too slow' | 'key refused' | 'key changed';

/** `cursor` is that of the last event that was sent, or null if the stream has no events to resume. */
export function farewellError(why: Farewell, cursor: string | null): RequestError {
  const { code, message } = farewells[why];
  return new RequestError(code, message, cursor === null ? {} : { cursor });
}

const resume = 'Subscribe again with `after` set to the `cursor` of this error.';

const farewells = {
  restart: { code: 'UNAVAILABLE', message: `This process is stopping. ${resume}` },
  'too slow': { code: 'UNAVAILABLE', message: `The client reads too slowly. ${resume}` },
  'key refused': {
    code: 'UNAUTHENTICATED',
    message: `The key or token no longer works. Use another one. ${resume}`,
  },
  'key changed': { code: 'UNAVAILABLE', message: `The key applies to other lines now. ${resume}` },
} as const;
