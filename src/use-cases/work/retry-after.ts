/** Holds the requests of a line back for as long as an answer's `Retry-After` asked. */
export interface RetryAfter {
  note(retryAfterMs: number | undefined): void;
  remainingMs(): number;
}

/** Longer than any call rings; after it one request finds out whether the provider still asks to wait. */
const maxMs = 10 * 60_000;

export function createRetryAfter(clock: () => number): RetryAfter {
  let until = 0;

  return {
    note(retryAfterMs = 0) {
      until = Math.max(until, clock() + Math.min(retryAfterMs, maxMs));
    },
    remainingMs: () => Math.max(0, until - clock()),
  };
}
