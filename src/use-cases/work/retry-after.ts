/** How long a line is still to wait, because an answer to one of its requests said so. */
export interface Patience {
  wasAsked(retryAfterMs: number | undefined): void;
  leftMs(): number;
}

/** Longer than any ring; after it one request finds out whether it still holds. */
const mostMs = 10 * 60_000;

export function createPatience(clock: () => number = () => performance.now()): Patience {
  let until = 0;

  return {
    wasAsked(retryAfterMs = 0) {
      until = Math.max(until, clock() + Math.min(retryAfterMs, mostMs));
    },
    leftMs: () => Math.max(0, until - clock()),
  };
}
