import type { Batch } from './cohorts.ts';
import { createNextFrames } from './next-frames.ts';
import type { Connection } from './socket-connection.ts';
import type { Payloads } from './subscriptions.ts';

/**
 * Sends every payload as a `next` message itself, because graphql-ws would serialise a shared payload again for each
 * subscriber. graphql-ws gets a stream that yields nothing and then ends or fails.
 */
export function streamTo(
  connection: Connection,
  id: string,
  payloads: Payloads,
): AsyncIterableIterator<never, undefined> {
  const end = Promise.withResolvers<IteratorReturnResult<undefined>>();
  const done = { done: true, value: undefined } as const;
  const framesOf = createNextFrames(id);
  let isOver = false;

  return {
    next() {
      const subscriber = {
        turns: connection.turns,
        send(batch: Batch) {
          if (!isOver) connection.sendFrames(framesOf(batch));
        },
      };
      payloads.sendTo(subscriber).then(() => end.resolve(done), end.reject);
      return end.promise;
    },
    // Ends the stream before the payloads have ended, because the client may reuse the id right after its `complete`.
    async return() {
      isOver = true;
      end.resolve(done);
      await payloads.return();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
