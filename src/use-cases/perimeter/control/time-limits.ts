import { RequestError } from '../../../access/errors.ts';

const tenYearsMs = 10 * 366 * 86_400_000;

/** Checks that a time in the input is within ten years of now. */
export function nearOrThrow(argument: string, at: Date, now: Date): Date {
  if (Math.abs(at.getTime() - now.getTime()) <= tenYearsMs) return at;
  throw new RequestError('BAD_USER_INPUT', `${argument}: at most ten years before or after now.`, {
    argument,
  });
}

/**
 * The time of a report; now if none is given. A time in the future, from a clock that is ahead, becomes now: otherwise it would
 * override later reports.
 */
export function pastOrThrow(argument: string, at: Date | undefined, now: Date): Date {
  if (at === undefined || at > now) return now;
  return nearOrThrow(argument, at, now);
}
