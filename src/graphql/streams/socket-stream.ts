import type { Batch } from './cohorts.ts';
import { createNextFrames } from './next-frames.ts';
import type { Connection } from './socket-connection.ts';
import type { Payloads } from './subscriptions.ts';

/**
 * Sends every payload as a `next` message, bypassing graphql-ws, to which it is a stream that yields nothing and then
 * ends or fails. graphql-ws would serialise a payload once more for each subscriber that shares it.
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
    // Ends before `payloads` has: the client may reuse the id right after its `complete`.
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
