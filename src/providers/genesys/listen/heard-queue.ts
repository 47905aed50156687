import type { Problem } from '../../../call/problem.ts';
import type { Heard } from '../../provider.ts';

/** A queue between the callbacks that receive events and the reader that takes them. */
export interface HeardQueue {
  /** Also accepts events after `finish`: requests to Genesys that were open then may still be answered. */
  push(...items: readonly Heard[]): void;
  /** After this `take` no longer waits. Only the first reason is kept; none is given if listening was called off. */
  finish(because?: Problem): void;
  /** Waits for the next item; undefined if the queue is empty and finished. */
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
      // A dropped event would be lost. So a full queue ends the connection, and the next one begins with the missed events.
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
  message: 'Events of Genesys came faster than this service could process them.',
} as const;
