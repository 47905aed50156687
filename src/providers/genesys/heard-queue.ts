import { type Heard, ListenError } from '../provider.ts';

/** What callbacks have heard and nobody has taken yet. */
export interface HeardQueue {
  push(...items: readonly Heard[]): void;
  /** Whoever takes gets what is waiting, then this error. */
  fail(error: ListenError): void;
  /** Nobody takes any more. */
  end(): void;
  /** The next item; undefined at the end. */
  take(): Promise<Heard | undefined>;
}

export function createHeardQueue(limit: number): HeardQueue {
  const waiting: Heard[] = [];
  let ending: { readonly error?: ListenError } | undefined;
  let wake: (() => void) | undefined;

  function finish(how: { readonly error?: ListenError }): void {
    ending ??= how;
    wake?.();
  }

  return {
    push(...items) {
      if (ending) return;
      waiting.push(...items);
      // Rather a new connection, which begins with what was missed, than an event dropped in silence.
      if (waiting.length > limit) finish({ error: new ListenError(tooFast) });
      else wake?.();
    },
    fail: (error) => finish({ error }),
    end() {
      waiting.length = 0;
      finish({});
    },
    async take() {
      while (waiting.length === 0 && !ending) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const item = waiting.shift();
      if (item) return item;
      if (ending?.error) throw ending.error;
      return undefined;
    },
  };
}

const tooFast = {
  kind: 'UNAVAILABLE',
  message: 'Events of Genesys came faster than they were taken.',
} as const;
