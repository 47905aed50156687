/**
 * How leases pass from a process that has lost its liveness lock to another one. The first may still be running: it
 * notices the loss within milliseconds if its session was closed, and late or never if packets are dropped silently.
 */

/** A process sends without asking the database for this long after it has taken a lease. Later it asks first. */
export const sendUncheckedForMs = 400;

/** A lease younger than this is not shortened: its holder may not have sent yet. */
export const takeoverAfterMs = 500;

/** After the loss of the lock, answers count for this long. Then requests in flight are aborted. */
export const answerGraceMs = 100;

/** A lease is shortened to this: by then its holder has aborted every request, unless it was paused for as long. */
export const remainingLeaseMs = 250;
