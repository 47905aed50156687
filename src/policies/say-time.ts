import { wallClock } from './local-clock.ts';
import { weekdays } from './opening-hours.ts';

/** `Saturday 22:14`, by the line's clock. For the operators of the line, in English. */
export function sayTime(instant: Date, timeZone: string): string {
  const wall = new Date(wallClock(instant.getTime(), timeZone));
  const weekday = weekdays[wall.getUTCDay()] ?? '';
  return `${weekday[0]}${weekday.slice(1).toLowerCase()} ${wall.toISOString().slice(11, 16)}`;
}

/** `2026-12-25`, by the line's calendar. */
export function sayDate(instant: Date, timeZone: string): string {
  return new Date(wallClock(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}

/** Within this time a weekday is unambiguous. */
const nearMs = 6 * 86_400_000;

/** A time by the line's clock, with the name of its zone. Says the weekday if that is unambiguous, or else the date. */
export function sayWhen(instant: Date, now: Date, timeZone: string): string {
  const time = sayTime(instant, timeZone);
  const isNear = Math.abs(instant.getTime() - now.getTime()) < nearMs;
  const text = isNear ? time : `${sayDate(instant, timeZone)} ${time.slice(-5)}`;
  return `${text} (${timeZone})`;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A duration in the largest unit that gives a whole number, such as `90 seconds` or `3 minutes`. */
export function sayDuration(ms: number): string {
  const [unit, length] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ['ms', 1];
  const count = ms / length;
  if (unit === 'ms') return `${count} ms`;
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}

/** A duration rounded down to its largest unit: 200 seconds are `3 minutes`. */
export function sayAge(ms: number): string {
  const length = units.find(([, each]) => ms >= each)?.[1] ?? 1000;
  return ms < length ? 'less than a second' : sayDuration(ms - (ms % length));
}

/** A time in the future, from a wrong clock, is `just now`. */
export function sayAgo(ms: number): string {
  return ms < 1000 ? 'just now' : `${sayAge(ms)} ago`;
}

/**
 * Says how long ago something was that is further back than a limit. The rounded time is further back than the limit too:
 * `25 hours ago` and not `1 day ago` for a limit of 1 day. If no unit gives such a time, names the limit.
 */
export function sayAgoBeyond(ms: number, limitMs: number): string {
  // The largest unit of the time, and the next smaller one; none for less than a second.
  const candidates = units.filter(([, each]) => ms >= each).slice(0, 2);
  const rounded = candidates
    .map(([, each]) => ({ whole: ms - (ms % each), count: Math.floor(ms / each) }))
    .find(({ whole, count }, n) => {
      const isSmallerUnit = n > 0;
      return whole > limitMs && !(isSmallerUnit && count >= maxCount);
    });
  return rounded
    ? `${sayDuration(rounded.whole)} ago`
    : `a little over ${sayDuration(limitMs)} ago`;
}

/** The bound on a number of the smaller unit: people understand `30 days`, not `722 hours`. */
const maxCount = 100;
