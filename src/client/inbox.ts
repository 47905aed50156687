/** A bounded queue between a producer that calls and a consumer that iterates. */
export interface Inbox<Item> extends AsyncIterable<Item> {
  put(item: Item): void;
  end(): void;
  fail(error: unknown): void;
}

type Ending = { readonly is: 'ended' } | { readonly is: 'failed'; readonly error: unknown };

/**
 * When `maxWaiting` items wait, the inbox accepts no more. The consumer still gets those items, and then the iteration
 * ends without an error; the consumer subscribes again after the last one. `onOver` is called once, as soon as no more
 * items are accepted: after `end`, after `fail`, at `maxWaiting` items, or when the consumer stops iterating.
 */
export function createInbox<Item>(maxWaiting: number, onOver: () => void): Inbox<Item> {
  const waiting: Item[] = [];
  let ending: Ending | undefined;
  let wake = () => {};

  function finish(how: Ending): void {
    if (ending) return;
    ending = how;
    wake();
    onOver();
  }

  async function* iterate(): AsyncGenerator<Item> {
    try {
      for (;;) {
        const item = waiting.shift();
        if (item !== undefined) yield item;
        else if (!ending) await new Promise<void>((resolve) => (wake = resolve));
        else if (ending.is === 'failed') throw ending.error;
        else return;
      }
    } finally {
      finish({ is: 'ended' });
    }
  }

  return {
    put(item) {
      if (ending) return;
      waiting.push(item);
      wake();
      if (waiting.length >= maxWaiting) finish({ is: 'ended' });
    },
    end: () => finish({ is: 'ended' }),
    fail: (error) => finish({ is: 'failed', error }),
    [Symbol.asyncIterator]: iterate,
  };
}
