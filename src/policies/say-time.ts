import { wallClock } from './local-clock.ts';
import { weekdays } from './opening-hours.ts';

/** For the people who run the line: `Saturday 22:14`, by the line's own clock. */
export function sayTime(instant: Date, timeZone: string): string {
  const wall = new Date(wallClock(instant.getTime(), timeZone));
  const weekday = weekdays[wall.getUTCDay()] ?? '';
  return `${weekday[0]}${weekday.slice(1).toLowerCase()} ${wall.toISOString().slice(11, 16)}`;
}

/** `2026-12-25`, by the line's own calendar. */
export function sayDate(instant: Date, timeZone: string): string {
  return new Date(wallClock(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}

const nearMs = 6 * 86_400_000;

/** By the line's own clock, which it names: the weekday where that says enough, else the date. */
export function sayWhen(instant: Date, now: Date, timeZone: string): string {
  const time = sayTime(instant, timeZone);
  const isNear = Math.abs(instant.getTime() - now.getTime()) < nearMs;
  const said = isNear ? time : `${sayDate(instant, timeZone)} ${time.slice(-5)}`;
  return `${said} (${timeZone})`;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `90 seconds`, `3 minutes`: in the largest unit that says it exactly, or in milliseconds. */
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

/** Of something further back than a limit, so that it also sounds further back: `25 hours ago` is not within 1 day. */
export function sayAgoBeyond(ms: number, limitMs: number): string {
  const coarse = units.findIndex(([, each]) => ms >= each);
  const sayable = units
    .slice(coarse, coarse + 2)
    .map(([, each]) => ({ each, whole: ms - (ms % each) }))
    .find(({ each, whole }, n) => whole > limitMs && (n === 0 || whole / each < mostToSay));
  return sayable
    ? `${sayDuration(sayable.whole)} ago`
    : `a little over ${sayDuration(limitMs)} ago`;
}

/** Of the smaller of two units: 722 hours say nothing to people. */
const mostToSay = 100;
