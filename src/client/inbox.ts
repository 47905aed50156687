/** A bounded queue between a producer that calls and a consumer that iterates. */
export interface Inbox<Item> extends AsyncIterable<Item> {
  put(item: Item): void;
  end(): void;
  fail(error: unknown): void;
}

/**
 * When `maxWaiting` items wait, the inbox accepts no more. The consumer still gets those items, and then the iteration
 * ends without an error; the consumer subscribes again after the last one. `onOver` is called once, as soon as no more
 * items are accepted, for whatever reason.
 */
export function createInbox<Item>(maxWaiting: number, onOver: () => void): Inbox<Item> {
  const waiting: Item[] = [];
  let over: { error?: unknown } | undefined;
  let wake = () => {};

  function finish(how: { error?: unknown }): void {
    if (over) return;
    over = how;
    wake();
    onOver();
  }

  async function* iterate(): AsyncGenerator<Item> {
    try {
      for (;;) {
        const item = waiting.shift();
        if (item !== undefined) yield item;
        else if (!over) await new Promise<void>((resolve) => (wake = resolve));
        else if ('error' in over) throw over.error;
        else return;
      }
    } finally {
      finish({});
    }
  }

  return {
    put(item) {
      if (over) return;
      waiting.push(item);
      wake();
      if (waiting.length >= maxWaiting) finish({});
    },
    end: () => finish({}),
    fail: (error) => finish({ error }),
    [Symbol.asyncIterator]: iterate,
  };
}
