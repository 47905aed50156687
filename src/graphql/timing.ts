export interface Timing {
  /** A socket must introduce itself within this time. */
  readonly connectionInitMs: number;
  /** A request body must have arrived within this time. */
  readonly bodyMs: number;
  /** How often one timer looks after all sockets and streams. */
  readonly sweepMs: number;
  /** A socket is pinged, and a stream gets a comment, this often. */
  readonly heartbeatMs: number;
  /** A client that takes nothing for this long, while something waits for it, is cut off. */
  readonly slowConsumerMs: number;
  /** For how long one that was cut off may still thaw, and read what was written to it and why it ends. */
  readonly thawMs: number;
  /** How often the keys behind open sockets and streams are looked at again. */
  readonly keyCheckMs: number;
  /** Over how long a drain spreads the goodbyes, so that clients do not all come back at once. */
  readonly drainSpreadMs: number;
  /** How long a client may take to answer a close. */
  readonly closeMs: number;
}

export const defaultTiming: Timing = {
  connectionInitMs: 3_000,
  bodyMs: 10_000,
  sweepMs: 1_000,
  heartbeatMs: 12_000,
  slowConsumerMs: 10_000,
  thawMs: 30_000,
  keyCheckMs: 30_000,
  drainSpreadMs: 5_000,
  closeMs: 3_000,
};
