/**
 * How leases pass from a process whose session (and with it the liveness lock) has ended to another process. The first process may
 * still be running. It learns of the end within milliseconds; later if it stands still at that moment or if the network is slow; and
 * never if the network drops packets silently. `remainingLeaseMs` is counted by the database's clock, the other times by the monotonic
 * clock of the first process.
 */

/**
 * From the end of the session. If the first process learns of the end within this time, no other process repeats a request while the
 * first process's request is open.
 */
export const coveredDelayMs = 900;

/** From when the first process learns of the end: answers count for this long, then its requests in flight are aborted. */
export const answerGraceMs = 100;

/**
 * From when another process finds the liveness lock free, which is never before the end of the session: that process shortens the
 * rest of the lease to this. When it is over, the first process has aborted every request, unless it learned of the end too late.
 */
export const remainingLeaseMs = coveredDelayMs + answerGraceMs;

/**
 * From when a process takes a lease: for this long it sends without asking the database whether it still holds its lock. Even if the
 * lock was lost before, another process can have shortened this lease only since it was taken, and to more than this.
 */
export const sendUncheckedForMs = 400;
