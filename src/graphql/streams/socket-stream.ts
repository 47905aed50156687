import type { FormatError } from '../errors.ts';
import { farewellError } from '../farewell.ts';
import type { Batch } from './cohorts.ts';
import { completeFrame, createNextFrames } from './next-frames.ts';
import type { Connection } from './socket-connection.ts';
import type { Payloads } from './subscriptions.ts';

/**
 * Writes every payload as a `next` message to the connection itself. graphql-ws gets a stream that yields nothing and ends with the
 * payloads, because it would serialise a payload again for each subscriber that shares it. Errors are `next` messages as well,
 * because routers do not pass on the code of an error in an `error` message. So is the farewell: why this service ends a stream that
 * could have gone on, with the cursor from which its client can resume (`payloads.after`).
 */
export function streamTo(
  connection: Connection,
  id: string,
  payloads: Payloads,
  formatError: FormatError,
): AsyncIterableIterator<never, undefined> {
  const end = Promise.withResolvers<IteratorReturnResult<undefined>>();
  const done = { done: true, value: undefined } as const;
  const framesOf = createNextFrames(id);
  let isOver = false;

  function send(batch: Batch): void {
    if (!isOver) connection.sendFrames(framesOf(batch));
  }

  function fail(error: unknown): void {
    send([Buffer.from(JSON.stringify({ errors: [formatError(error)] }))]);
  }

  const removeFarewell = connection.onFarewell((why) => {
    fail(farewellError(why, payloads.after));
    // Usually graphql-ws sends `complete`, but now the connection closes before it could.
    if (!isOver) connection.sendFrames(completeFrame(id));
    isOver = true;
  });

  return {
    next() {
      // The operations of one connection take turns, and wait while its client does not read.
      payloads
        .sendTo({ turns: connection.turns, send })
        .catch(fail)
        .finally(() => {
          removeFarewell();
          end.resolve(done);
        });
      return end.promise;
    },
    // Ends the stream before the payloads have ended, because the client may reuse the id right after its `complete`.
    async return() {
      isOver = true;
      removeFarewell();
      end.resolve(done);
      await payloads.return();
      return done;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
