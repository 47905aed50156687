import type { ServerResponse } from 'node:http';
import { createProgress } from './pending-writes.ts';

/** One response of server-sent events, as in graphql-sse's distinct connections mode. */
export interface EventStream {
  /** Settles when the client has taken it. */
  next(payload: string): Promise<void>;
  comment(): void;
  complete(): void;
  /** Ends without `complete`, so that the client knows that there is more and comes back for it. */
  breakOff(): void;
  isStuckFor(ms: number): boolean;
  destroy(): void;
}

export function openEventStream(response: ServerResponse): EventStream {
  const progress = createProgress();
  // Set, so that it can be read: streams are not timed as requests.
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.writeHead(200, {
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });

  const write = (text: string) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (response.writableEnded || response.destroyed) return Promise.resolve();
    progress.sent();
    response.write(text, () => {
      progress.taken();
      resolve();
    });
    return promise;
  };

  // Proxies and clients hold the response back until its first byte.
  void write(':\n\n');
  return {
    next: (payload) => write(`event: next\ndata: ${payload}\n\n`),
    comment: () => void write(':\n\n'),
    complete() {
      void write('event: complete\ndata:\n\n');
      response.end();
    },
    breakOff: () => void response.end(),
    isStuckFor: progress.isStuckFor,
    destroy: () => void response.destroy(),
  };
}
