/**
 * How leases pass from a process whose session (and with it the liveness lock) has ended to another process. A lease is a
 * process's exclusive right to carry out an effect, so only its holder sends the request. The first process may
 * still be running. It learns of the end within milliseconds; later if it stands still at that moment or if the network is slow; and
 * never if the network drops packets silently. `remainingLeaseMs` is counted by the database's clock, the other times by the monotonic
 * clock of the first process.
 */

/**
 * Counted from the end of the session: if the first process learns of the end within this time, no other process repeats a request
 * while the first process's request is open.
 */
export const coveredDelayMs = 900;

/** From when the first process learns of the end: answers count for this long, then its requests in flight are aborted. */
export const answerGraceMs = 100;

/**
 * From when another process finds the liveness lock free, which is never before the end of the session: that process shortens the
 * rest of the lease to this. After it, the first process has aborted every request, unless it learned of the end too late.
 */
export const remainingLeaseMs = coveredDelayMs + answerGraceMs;

/**
 * From when a process takes a lease: for this long it sends without asking the database whether it still holds its liveness lock. The
 * lease cannot be over by then: another process can shorten it only once it exists, and to `remainingLeaseMs`, which is longer.
 */
export const sendUncheckedForMs = 400;
