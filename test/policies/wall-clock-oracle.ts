import type { OpeningHours } from '../../src/policies/opening-hours.ts';

/**
 * Says minute by minute whether a line is open, as a person would: look at the clock on the wall there, and look it up
 * in the list of all open minutes of that day. Slow, and shares nothing with what it judges.
 */
export function isOpenByTheWall(hours: OpeningHours, instant: Date, timeZone: string): boolean {
  const { date, time } = lookAtTheWall(instant, timeZone);
  const yesterday = calendarDayBefore(date);
  return (
    windowsOn(hours, date).some(({ from, to }) =>
      to > from ? from <= time && time < to : from <= time,
    ) || windowsOn(hours, yesterday).some(({ from, to }) => to <= from && time < to)
  );
}

function windowsOn(hours: OpeningHours, date: string): readonly { from: string; to: string }[] {
  const holiday = hours.holidays.filter((one) => one.date === date);
  if (holiday.length > 0) return holiday.flatMap(({ open }) => open);
  const weekday = weekdayNames.format(new Date(`${date}T12:00:00Z`)).toUpperCase();
  return hours.open.filter(({ days }) => days.some((day) => day === weekday));
}

function lookAtTheWall(instant: Date, timeZone: string): { date: string; time: string } {
  const clock = clocks.get(timeZone) ?? makeClock(timeZone);
  const [date = '', time = ''] = clock.format(instant).split(' ');
  return { date, time };
}

const weekdayNames = new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' });
const clocks = new Map<string, Intl.DateTimeFormat>();

function makeClock(timeZone: string): Intl.DateTimeFormat {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'short' } as const;
  const clock = new Intl.DateTimeFormat('sv-SE', options);
  clocks.set(timeZone, clock);
  return clock;
}

function calendarDayBefore(date: string): string {
  const noon = new Date(`${date}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - 1);
  return noon.toISOString().slice(0, 10);
}
