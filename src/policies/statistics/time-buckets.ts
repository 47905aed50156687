import { dayMs, wallClock } from '../local-clock.ts';

export type BucketSize = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH';

export interface Bucket {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const hourMs = 3_600_000;

/**
 * The hours, days, weeks (from Monday) or months of a zone's calendar that overlap a period. The first and the last one are
 * cut to the period. Returns at most `max + 1` buckets, which is enough to tell that there are too many.
 */
export function bucketsOf(
  from: Date,
  to: Date,
  size: BucketSize,
  timeZone: string,
  max: number,
): Bucket[] {
  const buckets: Bucket[] = [];
  let start = from.getTime();
  while (start < to.getTime() && buckets.length <= max) {
    const end = Math.min(nextStart(start, size, timeZone), to.getTime());
    buckets.push({ startsAt: new Date(start), endsAt: new Date(end) });
    start = end;
  }
  return buckets;
}

function nextStart(instantMs: number, size: BucketSize, timeZone: string): number {
  const wall = wallClock(instantMs, timeZone);
  // An hour that the clocks show twice makes two buckets, so hours are counted in elapsed time.
  if (size === 'HOUR') return instantMs + hourMs - (wall % hourMs);
  const next = instantOf(nextWallStart(wall, size), timeZone);
  // A zone that crossed the date line has left out a day, which begins and ends at the same instant.
  return next > instantMs ? next : instantOf(nextWallStart(wall + dayMs, size), timeZone);
}

function nextWallStart(wall: number, size: 'DAY' | 'WEEK' | 'MONTH'): number {
  const date = new Date(wall);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (size) {
    case 'DAY':
      return Date.UTC(year, month, day + 1);
    case 'WEEK':
      return Date.UTC(year, month, day + 7 - ((date.getUTCDay() + 6) % 7));
    case 'MONTH':
      return Date.UTC(year, month + 1, 1);
  }
}

/**
 * The first instant at which the clocks show this time or, if they skip it, the instant at which they change. The clocks may
 * change on that day, so the offsets of the day before and the day after are tried.
 */
function instantOf(wall: number, timeZone: string): number {
  const before = wall - offsetAt(wall - dayMs, timeZone);
  const after = wall - offsetAt(wall + dayMs, timeZone);
  const shown = [Math.min(before, after), Math.max(before, after)];
  return shown.find((instant) => wallClock(instant, timeZone) === wall) ?? before;
}

function offsetAt(instantMs: number, timeZone: string): number {
  return wallClock(instantMs, timeZone) - instantMs;
}
