/** How long is waited for what, in milliseconds. */
export interface ListenTimeouts {
  /** For the answer to a message. */
  readonly messageMs: number;
  /** How much later than promised the answer to a poll may come. */
  readonly pollMarginMs: number;
  /** A connection that breaks may come back within this time. */
  readonly graceMs: number;
}

export const usualTimeouts: ListenTimeouts = {
  messageMs: 5000,
  pollMarginMs: 10_000,
  graceMs: 5000,
};

/** However long a server would like to hold a poll, or to be left alone. */
export const longestHeldMs = 120_000;
