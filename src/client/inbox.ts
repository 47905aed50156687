/** A bounded queue between a producer that calls and a consumer that iterates. */
export interface Inbox<Item> extends AsyncIterable<Item> {
  put(item: Item): void;
  end(): void;
  fail(error: unknown): void;
}

/** Ends after the items that it holds when it is full, and the consumer resumes there. `onOver` is called once, at the end. */
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
