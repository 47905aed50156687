/** The end of a block without an end. PostgreSQL, JSON and `Date` can all hold it, and later blocks compare below it. */
export const forGood = new Date('9999-12-31T23:59:59.999Z');

export function isForGood(until: Date): boolean {
  return until.getTime() >= forGood.getTime();
}
