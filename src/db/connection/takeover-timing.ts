/**
 * How leases pass from a process whose session (and with it the liveness lock) has ended to another process. The first process may
 * still be running. It learns of the end within milliseconds; later if it stands still at that moment or if the network is slow; and
 * never if the network drops packets silently. All these times are counted from the end of the session, by the database's clock on the
 * side of the other process and by the monotonic clock on the side of the first.
 */

/**
 * If the first process learns of the end of its session within this time, no other process repeats a request while the first
 * process's request is open.
 */
export const coveredDelayMs = 900;

/** After the first process has learned of it, answers count for this long. Then its requests in flight are aborted. */
export const answerGraceMs = 100;

/** The rest of a lease is shortened to this. By then its holder has aborted every request, unless the delay was longer. */
export const remainingLeaseMs = coveredDelayMs + answerGraceMs;

/**
 * For this long after it has taken a lease, a process sends without asking the database whether it still holds its lock. Shorter than
 * `remainingLeaseMs`: even if the lock was lost before, no other process has the lease yet.
 */
export const sendUncheckedForMs = 400;
