import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly is: 'read'; readonly bytes: Buffer }
  | { readonly is: 'too-large' }
  | { readonly is: 'too-slow' }
  /** The bodies that are being read take more memory than they may, and this one is the oldest of them. */
  | { readonly is: 'crowded-out' }
  | { readonly is: 'aborted' };

/** What has arrived of a body, in one buffer: kept as it came, a chunk of one byte would take 200 bytes. */
interface Arriving {
  buffer: Buffer;
  size: number;
  chunks: number;
  readonly giveUp: () => void;
}

const nothing = Buffer.alloc(0);

/** Each chunk takes time, so a client that sends this many is cut off without an answer. */
const mostChunks = 8192;

/** The bytes of all bodies that this process is reading. */
const mostArrivingBytes = 32 * 1024 * 1024;

/** Oldest first. The body of a client in good order arrives at once, so the oldest are those of slow clients. */
const allArriving = new Set<Arriving>();
let arrivingBytes = 0;

/** Reads a body of at most `maxBytes` that arrives within `withinMs`. The rest of a refused body is discarded. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  withinMs: number,
): Promise<Body> {
  const { promise, resolve } = Promise.withResolvers<Body>();
  const giveUp = () => resolve({ is: 'crowded-out' });
  const body: Arriving = { buffer: nothing, size: 0, chunks: 0, giveUp };
  allArriving.add(body);
  // Only the first call of `resolve` counts. `close` follows in every case.
  const timer = setTimeout(() => resolve({ is: 'too-slow' }), withinMs);
  request.on('data', (chunk: Buffer) => {
    if (body.size + chunk.length > maxBytes) return resolve({ is: 'too-large' });
    if (++body.chunks <= mostChunks) return append(body, chunk);
    resolve({ is: 'too-large' });
    request.destroy();
  });
  request.on('end', () => resolve({ is: 'read', bytes: body.buffer.subarray(0, body.size) }));
  request.on('error', () => resolve({ is: 'aborted' }));
  request.on('close', () => resolve({ is: 'aborted' }));
  return promise.finally(() => {
    clearTimeout(timer);
    forget(body);
    request.removeAllListeners('data');
    request.resume();
  });
}

function append(body: Arriving, chunk: Buffer): void {
  const size = body.size + chunk.length;
  if (body.size === 0) body.buffer = chunk;
  else if (size > body.buffer.length) {
    const larger = Buffer.allocUnsafe(Math.max(size, 2 * body.buffer.length));
    body.buffer.copy(larger, 0, 0, body.size);
    body.buffer = larger;
  }
  if (body.size > 0) chunk.copy(body.buffer, body.size);
  body.size = size;
  arrivingBytes += chunk.length;
  makeRoom();
}

function makeRoom(): void {
  for (const oldest of allArriving) {
    if (arrivingBytes <= mostArrivingBytes) return;
    forget(oldest);
    oldest.giveUp();
  }
}

function forget(body: Arriving): void {
  if (!allArriving.delete(body)) return;
  arrivingBytes -= body.size;
  // The listeners of the request hold `body` until its connection ends.
  body.buffer = nothing;
}
