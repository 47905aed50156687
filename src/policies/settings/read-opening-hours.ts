import { isCalendarDate } from '../../call/calendar-date.ts';
import {
  type ClockWindow,
  type Holiday,
  type OpeningHours,
  type WeeklyWindow,
  weekdays,
} from '../opening-hours.ts';
import {
  complain,
  expectFields,
  isGiven,
  type Place,
  readField,
  readItems,
  readOneOf,
  readOptional,
  readText,
} from '../reading.ts';

export function readOpeningHours(place: Place): OpeningHours {
  expectFields(place, ['open', 'holidays']);
  const open = readItems(readField(place, 'open'), { max: 100 }).map(readWeeklyWindow);
  const field = readField(place, 'holidays');
  const places = isGiven(field) ? readItems(field, { max: 400 }) : [];
  const holidays = places.map(readHoliday);
  for (const [i, { date }] of holidays.entries()) {
    const isRepeated = holidays.findIndex((other) => other.date === date) < i;
    // A date that cannot be read is '', and was reported already.
    if (isRepeated && date !== '')
      complain(readField(places[i] ?? field, 'date'), `${date} is there already`);
  }
  return { open, holidays };
}

function readWeeklyWindow(place: Place): WeeklyWindow {
  expectFields(place, ['days', 'from', 'to']);
  const days = readItems(readField(place, 'days'), { min: 1, max: weekdays.length });
  return { days: days.map((day) => readOneOf(day, weekdays)), ...readTimes(place) };
}

function readHoliday(place: Place): Holiday {
  expectFields(place, ['date', 'name', 'open']);
  const open = readField(place, 'open');
  return {
    date: readDate(readField(place, 'date')),
    ...readOptional(place, 'name', (name) => readText(name, 100)),
    open: isGiven(open) ? readItems(open, { max: 24 }).map(readClockWindow) : [],
  };
}

function readClockWindow(place: Place): ClockWindow {
  expectFields(place, ['from', 'to']);
  return readTimes(place);
}

/** Only the end of a window may be `24:00`. */
function readTimes(place: Place): ClockWindow {
  return {
    from: readTimeOfDay(readField(place, 'from'), /^([01]\d|2[0-3]):[0-5]\d$/),
    to: readTimeOfDay(readField(place, 'to'), /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
  };
}

function readTimeOfDay(place: Place, pattern: RegExp): string {
  if (typeof place.value === 'string' && pattern.test(place.value)) return place.value;
  complain(place, 'must be a time of day of the line, with two digits each, such as "09:00"');
  return '00:00';
}

function readDate(place: Place): string {
  const { value } = place;
  if (typeof value === 'string' && isCalendarDate(value)) return value;
  complain(place, 'must be a date, such as "2026-12-25"');
  return '';
}
