import type { Connection } from './socket-connection.ts';
import type { Payloads } from './subscriptions.ts';

/**
 * Sends every payload as a `next` message by itself, and looks to graphql-ws like a stream that yields nothing and then
 * ends or fails. So a payload that many subscribers share is not parsed, checked and serialised again for each of them.
 */
export function streamTo(
  connection: Connection,
  id: string,
  payloads: Payloads,
): AsyncIterableIterator<never, undefined> {
  const end = Promise.withResolvers<IteratorReturnResult<undefined>>();
  const done = { done: true, value: undefined } as const;
  const start = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  let isOver = false;

  async function sendAll(): Promise<void> {
    for await (const payload of payloads) {
      if (isOver) return;
      await connection.sendWhenRoom(`${start}${payload}}`);
    }
  }

  return {
    next() {
      sendAll().then(() => end.resolve(done), end.reject);
      return end.promise;
    },
    // At once, because the client may use the same id again at once.
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
