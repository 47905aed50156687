export interface Timing {
  /** A socket must send `connection_init` within this time. */
  readonly connectionInitMs: number;
  /** A request body must arrive within this time. */
  readonly bodyMs: number;
  /** The interval of the sweep: one timer checks all sockets, streams and responses for slow clients and due heartbeats. */
  readonly sweepMs: number;
  /** The interval of pings on a socket and of comments on a stream. */
  readonly heartbeatMs: number;
  /** A client that reads nothing for this long, while data is queued for it, is cut off. */
  readonly slowConsumerMs: number;
  /** A client that was cut off and resumes reading within this time still gets what was sent, and the close code. */
  readonly thawMs: number;
  /** The interval at which the keys of open sockets and streams are checked again. */
  readonly keyCheckMs: number;
  /** A drain spreads its closes over this time, so that clients do not reconnect all at once. */
  readonly drainSpreadMs: number;
  /** A client must answer a close frame within this time. A router must take the last callbacks within it. */
  readonly closeMs: number;
  /** A router must answer an HTTP callback within this time. */
  readonly callbackMs: number;
  /** The longest wait before the second attempt to send an HTTP callback. */
  readonly callbackWaitMs: number;
  /** Routers may not ask for `check` callbacks more often. */
  readonly minCallbackHeartbeatMs: number;
}

export const defaultTiming: Timing = {
  connectionInitMs: 3_000,
  bodyMs: 10_000,
  sweepMs: 1_000,
  heartbeatMs: 12_000,
  slowConsumerMs: 10_000,
  thawMs: 30_000,
  keyCheckMs: 750,
  drainSpreadMs: 5_000,
  closeMs: 3_000,
  callbackMs: 5_000,
  callbackWaitMs: 200,
  minCallbackHeartbeatMs: 1_000,
};
