import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly is: 'whole'; readonly bytes: Buffer }
  | { readonly is: 'too-large' }
  | { readonly is: 'cut-off' };

/** Reads a request's body within bounds of size and time. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  timeoutMs: number,
): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => finish({ is: 'cut-off' }), timeoutMs);

    function finish(body: Body): void {
      clearTimeout(timer);
      request.removeAllListeners('data');
      if (body.is !== 'whole') request.resume();
      resolve(body);
    }

    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) finish({ is: 'too-large' });
      else chunks.push(chunk);
    });
    request.on('end', () => finish({ is: 'whole', bytes: Buffer.concat(chunks) }));
    request.on('error', () => finish({ is: 'cut-off' }));
    request.on('close', () => finish({ is: 'cut-off' }));
  });
}
