/** How long the requests of a line must wait because of a `Retry-After` in a provider's answer. */
export interface HoldOff {
  note(retryAfterMs: number | undefined): void;
  remainingMs(): number;
}

/** Longer than any call rings. After it the next request shows whether the provider still demands to wait. */
const maxMs = 10 * 60_000;

export function createHoldOff(clock: () => number): HoldOff {
  let until = 0;

  return {
    note(retryAfterMs = 0) {
      until = Math.max(until, clock() + Math.min(retryAfterMs, maxMs));
    },
    remainingMs: () => Math.max(0, until - clock()),
  };
}
