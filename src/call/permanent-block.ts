/** `blockedUntil` of a permanent block. PostgreSQL, JSON and `Date` can all represent it, and it is later than any other end. */
export const forGood = new Date('9999-12-31T23:59:59.999Z');

export function isForGood(until: Date): boolean {
  return until.getTime() >= forGood.getTime();
}
