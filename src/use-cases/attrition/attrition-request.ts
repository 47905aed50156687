import { RequestError } from '../../access/errors.ts';
import { dayMs } from '../../policies/local-clock.ts';
import { type Bucket, bucketsOf } from '../../policies/statistics/time-buckets.ts';
import type { AttritionRequest } from '../attrition-reports.ts';

const maxDays = 400;
const hourMs = 3_600_000;
/** The window is the time after a call within which its caller counts as having come back. */
const maxWindowMs = 30 * dayMs;
const maxBuckets = 1000;

export function checkAttritionRequest({ from, to, windowMs }: AttritionRequest): void {
  const fromMs = from.getTime();
  const toMs = to.getTime();
  if (fromMs < 0) throw bad('from', 'The period must begin in 1970 or later.');
  if (to.getUTCFullYear() > 9999)
    throw bad('to', 'The period must end in 9999 or earlier, in UTC.');
  if (toMs <= fromMs) throw bad('to', 'The period must end after it begins.');
  if (toMs - fromMs > maxDays * dayMs) {
    throw bad('to', `The period may have at most ${maxDays} days.`);
  }
  if (!Number.isInteger(windowMs) || windowMs < hourMs || windowMs > maxWindowMs) {
    throw bad(
      'windowMs',
      `A window must have ${hourMs} to ${maxWindowMs} milliseconds, as a whole number.`,
    );
  }
}

/** Returns the canonical name of a zone. Aliases and other spellings would each take an entry in the caches by zone. */
export function timeZoneOrThrow(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    const message = `\`${name.slice(0, 50)}\` is not an IANA time zone. Give one such as \`Europe/London\`.`;
    throw bad('timeZone', message);
  }
}

/** The parts of the report's period that are also counted by themselves; none if the request asks for none. */
export function bucketsOrThrow({ from, to, bucket }: AttritionRequest, timeZone: string): Bucket[] {
  if (bucket === undefined) return [];
  // At most one bucket more than permitted, which shows that there are too many.
  const buckets = bucketsOf(from, to, bucket, timeZone, maxBuckets);
  if (buckets.length <= maxBuckets) return buckets;
  throw bad('bucket', `That is more than ${maxBuckets} buckets: choose larger ones.`);
}

function bad(argument: string, message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message, { argument });
}
