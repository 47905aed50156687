import type { Problem } from '../../../call/problem.ts';
import type { Heard } from '../../provider.ts';

/** Events that callbacks have received and the reader has not taken yet. */
export interface HeardQueue {
  /** Works after the end too: events received by then are kept, and the reader gets them with `rest`. */
  push(...items: readonly Heard[]): void;
  /** No more is to be waited for. The first reason stands. */
  finish(because?: Problem): void;
  /** The next item; undefined when there is none and no more is to be waited for. */
  take(): Promise<Heard | undefined>;
  readonly problem: Problem | undefined;
}

export function createHeardQueue(limit: number): HeardQueue {
  const waiting: Heard[] = [];
  let ending: { readonly problem?: Problem } | undefined;
  let wake: (() => void) | undefined;

  function finish(problem?: Problem): void {
    ending ??= { problem };
    wake?.();
  }

  return {
    push(...items) {
      // Rather a new connection, which begins with what was missed, than an event dropped in silence.
      if (waiting.length + items.length > limit) return finish(tooFast);
      waiting.push(...items);
      wake?.();
    },
    finish,
    async take() {
      while (waiting.length === 0 && !ending) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return waiting.shift();
    },
    get problem() {
      return ending?.problem;
    },
  };
}

const tooFast = {
  kind: 'UNAVAILABLE',
  message: 'Events of Genesys came faster than they were taken.',
} as const;
