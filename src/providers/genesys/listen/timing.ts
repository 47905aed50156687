/** Genesys sends events by CometD: the client polls, and the server holds each poll until it has events or its announced time is over. */
export interface ListenTimeouts {
  /** The time for the answer to any other message, such as a handshake. */
  readonly messageMs: number;
  /** How much later than the server announced the answer to a poll may come. */
  readonly pollMarginMs: number;
  /** A broken connection that is not restored within this time is given up. */
  readonly graceMs: number;
}

export const usualTimeouts: ListenTimeouts = {
  messageMs: 5000,
  pollMarginMs: 10_000,
  graceMs: 5000,
};

/** The limit for the times that the server's advice sets: how long it holds a poll, and the pause between two polls. */
export const maxHeldMs = 120_000;
