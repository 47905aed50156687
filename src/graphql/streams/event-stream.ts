import type { ServerResponse } from 'node:http';
import { createPendingWrites } from './pending-writes.ts';

/** One response of server-sent events, as in graphql-sse's distinct connections mode. */
export interface EventStream {
  /** Settles when the operating system has accepted it: a client that does not read holds it back. */
  next(payload: string): Promise<void>;
  comment(): void;
  complete(): void;
  /** Ends without `complete`, which tells the client to resume. */
  breakOff(): void;
  /** To be called once per sweep. Answers for how many sweeps in a row the client has read nothing of what is queued. */
  sweepWrites(): number;
  destroy(): void;
}

export function openEventStream(response: ServerResponse): EventStream {
  const writes = createPendingWrites();
  // Not in `writeHead`: the HTTP server reads this header afterwards, and does not time event streams as requests.
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.writeHead(200, {
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });

  const write = (text: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (response.writableEnded || response.destroyed) return Promise.resolve();
    writes.started();
    response.write(text, () => {
      writes.finished();
      resolve();
    });
    return promise;
  };

  // Proxies and clients deliver the response only after its first byte.
  void write(':\n\n');
  return {
    next: (payload) => write(`event: next\ndata: ${payload}\n\n`),
    comment: () => void write(':\n\n'),
    complete() {
      void write('event: complete\ndata:\n\n');
      response.end();
    },
    breakOff: () => void response.end(),
    sweepWrites: writes.sweep,
    destroy: () => void response.destroy(),
  };
}
