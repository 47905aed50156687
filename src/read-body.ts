import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly is: 'read'; readonly bytes: Buffer }
  | { readonly is: 'too-large' }
  | { readonly is: 'too-slow' }
  | { readonly is: 'aborted' };

/** Reads a body of at most `maxBytes` that arrives within `withinMs`. The rest of a refused body is discarded. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  withinMs: number,
): Promise<Body> {
  const { promise, resolve } = Promise.withResolvers<Body>();
  const chunks: Buffer[] = [];
  let size = 0;
  // Only the first call of `resolve` counts. `close` follows in every case.
  const timer = setTimeout(() => resolve({ is: 'too-slow' }), withinMs);
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) resolve({ is: 'too-large' });
    else chunks.push(chunk);
  });
  request.on('end', () => resolve({ is: 'read', bytes: Buffer.concat(chunks) }));
  request.on('error', () => resolve({ is: 'aborted' }));
  request.on('close', () => resolve({ is: 'aborted' }));
  return promise.finally(() => {
    clearTimeout(timer);
    request.removeAllListeners('data');
    request.resume();
  });
}
