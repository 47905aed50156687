/**
 * How leases pass from a process that has lost its liveness lock to another process. The first process may still be running:
 * it notices the loss within milliseconds if its session was closed, and late or never if packets are dropped silently.
 */

/** For this long after it has taken a lease, a process sends without asking the database whether it still holds its lock. */
export const sendUncheckedForMs = 400;

/** A lease younger than this is not shortened: its holder may not have sent yet. */
export const takeoverAfterMs = 500;

/** After the loss of the lock, answers count for this long. Then requests in flight are aborted. */
export const answerGraceMs = 100;

/** The rest of a lease is shortened to this. By then its holder has aborted every request, unless it was paused for as long. */
export const remainingLeaseMs = 250;
