/**
 * How leases pass from a process that has lost its liveness lock to another process. The first process may still be running:
 * it notices the loss within milliseconds if its session was closed, and late or never if packets are dropped silently.
 */

/** For this long after it has taken a lease, a process sends without asking the database whether it still holds its lock. */
export const sendUncheckedForMs = 400;

/** Another process does not shorten a lease younger than this: its holder may be about to send, without asking (see above). */
export const takeoverAfterMs = 500;

/** For this long after a process has noticed the loss of its lock, its answers count. Then it aborts its requests in flight. */
export const answerGraceMs = 100;

/**
 * Another process shortens the rest of a lease to this. By then its holder has aborted every request, unless it was paused for as
 * long or has not noticed the loss.
 */
export const remainingLeaseMs = 250;
