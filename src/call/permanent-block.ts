/** `blockedUntil` of a permanent block. PostgreSQL, JSON and `Date` can all represent it, and it is later than any other end. */
export const permanentBlockEnd = new Date('9999-12-31T23:59:59.999Z');

export function isPermanent(until: Date): boolean {
  return until.getTime() >= permanentBlockEnd.getTime();
}
