import { dayMs, stretches, wallClock } from './local-clock.ts';

export const weekdays = [
  'SUNDAY',
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
] as const;
export type Weekday = (typeof weekdays)[number];

/**
 * From one time of day to another, as `HH:MM`. A window whose end is not later than its start ends on the next day: 22:00
 * to 06:00 is a night, and 00:00 to 00:00 (or 24:00) is a whole day. A window belongs to the day on which it starts.
 */
export interface ClockWindow {
  readonly from: string;
  readonly to: string;
}

export interface WeeklyWindow extends ClockWindow {
  readonly days: readonly Weekday[];
}

/**
 * On this date the windows in `open` start, instead of those of the week. A window of the day before still ends at its
 * own time.
 */
export interface Holiday {
  readonly date: string;
  readonly name?: string;
  readonly open: readonly ClockWindow[];
}

/**
 * When a line is open, by the wall clock of its zone. When the clocks change, an hour that they skip is never open, and an
 * hour that they show twice is open twice. A line without any window never opens.
 */
export interface OpeningHours {
  readonly open: readonly WeeklyWindow[];
  readonly holidays: readonly Holiday[];
}

export function isOpen(hours: OpeningHours, instant: Date, timeZone: string): boolean {
  return isOpenAt(hours, wallClock(instant.getTime(), timeZone));
}

/** Whether the line is open at a time of the wall clock. */
function isOpenAt(hours: OpeningHours, wall: number): boolean {
  return firstOpen(hours, wall, wall + 1) === wall;
}

/**
 * The holiday because of which the line is open or closed now. That can be yesterday's, if its windows reach into today or
 * if it replaced a window of the week that would.
 */
export function holidayAt(
  hours: OpeningHours,
  instant: Date,
  timeZone: string,
): Holiday | undefined {
  const wall = wallClock(instant.getTime(), timeZone);
  const [today, yesterday] = [wall, wall - dayMs].map((ms) => holidayOn(hours, new Date(ms)));
  const open = isOpen(hours, instant, timeZone);
  // A holiday decides if without it the line would be open instead of closed, or closed instead of open.
  const decides = (holiday: Holiday) => {
    const holidays = hours.holidays.filter((other) => other !== holiday);
    return isOpen({ ...hours, holidays }, instant, timeZone) !== open;
  };
  const deciding = [today, yesterday].find((holiday) => holiday && decides(holiday));
  // On a day on which the line would be closed anyway, today's holiday is still given as the reason.
  return deciding ?? (open ? undefined : today);
}

/** More than a year, so that a line that opens on one holiday a year is found to open. */
const maxDaysAhead = 370;

/** The first moment from `instant` on at which the line is open; null if there is none within about a year. */
export function nextOpening(hours: OpeningHours, instant: Date, timeZone: string): Date | null {
  if (neverOpens(hours)) return null;
  // Within each of these periods the clocks do not change: the wall clock is the instant plus the offset.
  for (const { fromMs, toMs, offsetMs } of stretches(instant.getTime(), maxDaysAhead, timeZone)) {
    const opening = firstOpen(hours, fromMs + offsetMs, toMs + offsetMs);
    if (opening !== undefined) return new Date(opening - offsetMs);
  }
  return null;
}

export function neverOpens(hours: OpeningHours): boolean {
  const days = hours.open.flatMap((window) => window.days);
  return days.length === 0 && hours.holidays.every((holiday) => holiday.open.length === 0);
}

/**
 * Whether the line stays open for about a year from this moment on. Only the ends of windows and midnights are checked,
 * because a line can close at no other time.
 */
export function isAlwaysOpen(hours: OpeningHours, from: Date, timeZone: string): boolean {
  const now = wallClock(from.getTime(), timeZone);
  const windows = [...hours.open, ...hours.holidays.flatMap((holiday) => holiday.open)];
  // The end 24:00 is the midnight of the next day, so it is checked as 00:00.
  const times = [...new Set([0, ...windows.map(({ to }) => timeOfDay(to) % dayMs)])];
  if (!isOpenAt(hours, now)) return false;
  for (let day = now - (now % dayMs); day < now + maxDaysAhead * dayMs; day += dayMs) {
    if (times.some((time) => day + time > now && !isOpenAt(hours, day + time))) return false;
  }
  return true;
}

/** The first moment of the wall clock at which the line is open, from `from` to before `to`; undefined if it is closed. */
function firstOpen(hours: OpeningHours, from: number, to: number): number | undefined {
  let first: number | undefined;
  const today = from - (from % dayMs);
  // Yesterday's windows may reach into today.
  for (let day = today - dayMs; day < to && first === undefined; day += dayMs) {
    for (const [opens, closes] of spansStartingOn(hours, day)) {
      const openFrom = Math.max(opens, from);
      // The windows of one day may be in any order.
      if (openFrom < Math.min(closes, to, first ?? to)) first = openFrom;
    }
  }
  return first;
}

/** When the windows of a day open and close, by the wall clock. `day` is the midnight at which the day begins. */
function spansStartingOn(hours: OpeningHours, day: number): [opens: number, closes: number][] {
  return windowsOf(hours, new Date(day)).map(({ from, to }) => {
    const [opens, closes] = [timeOfDay(from), timeOfDay(to)];
    return [day + opens, day + closes + (closes > opens ? 0 : dayMs)];
  });
}

function windowsOf(hours: OpeningHours, day: Date): readonly ClockWindow[] {
  const holiday = holidayOn(hours, day);
  if (holiday) return holiday.open;
  const weekday = weekdays[day.getUTCDay()] as Weekday;
  return hours.open.filter((window) => window.days.includes(weekday));
}

function holidayOn({ holidays }: OpeningHours, day: Date): Holiday | undefined {
  const date = day.toISOString().slice(0, 10);
  return holidays.find((holiday) => holiday.date === date);
}

/** The milliseconds from midnight to `HH:MM`. */
function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
