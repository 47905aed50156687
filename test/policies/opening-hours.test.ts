import { describe, expect, it } from 'vitest';
import {
  isOpen,
  nextOpening,
  type OpeningHours,
  type WeeklyWindow,
  weekdays,
} from '../../src/policies/opening-hours.ts';

const weekend = ['SATURDAY', 'SUNDAY'];
const working = weekdays.filter((day) => !weekend.includes(day));

function hours(window: Omit<WeeklyWindow, 'days'>, days = working): OpeningHours {
  return { open: [{ days, ...window }], holidays: [] };
}

/** When it opens and closes between two instants, minute by minute. */
function changes(open: OpeningHours, zone: string, from: string, to: string): string[] {
  const found: string[] = [];
  let before = isOpen(open, new Date(from), zone);
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += 60_000) {
    const now = isOpen(open, new Date(ms), zone);
    const at = new Date(ms).toISOString().slice(5, 16);
    if (now !== before) found.push(`${at} ${now ? 'opens' : 'closes'}`);
    before = now;
  }
  return found;
}

describe('opening hours', () => {
  it('are those of the line’s zone, in winter and in summer', () => {
    const nine = hours({ from: '09:00', to: '17:00' });
    expect([
      changes(nine, 'Europe/London', '2026-01-12T00:00Z', '2026-01-13T00:00Z'),
      changes(nine, 'Europe/London', '2026-07-13T00:00Z', '2026-07-14T00:00Z'),
      changes(nine, 'Asia/Kathmandu', '2026-01-12T00:00Z', '2026-01-13T00:00Z'),
    ]).toEqual([
      ['01-12T09:00 opens', '01-12T17:00 closes'],
      ['07-13T08:00 opens', '07-13T16:00 closes'],
      ['01-12T03:15 opens', '01-12T11:15 closes'],
    ]);
  });

  it('over midnight belong to the day they start on', () => {
    const fridayNight = hours({ from: '22:00', to: '06:00' }, ['FRIDAY']);
    expect(changes(fridayNight, 'UTC', '2026-01-11T00:00Z', '2026-01-18T00:00Z')).toEqual([
      '01-16T22:00 opens',
      '01-17T06:00 closes',
    ]);
  });

  it.each([
    ['00:00', '24:00'],
    ['00:00', '00:00'],
  ])('from %s to %s are a whole day', (from, to) => {
    const sunday = hours({ from, to }, ['SUNDAY']);
    expect(changes(sunday, 'UTC', '2026-01-10T00:00Z', '2026-01-13T00:00Z')).toEqual([
      '01-11T00:00 opens',
      '01-12T00:00 closes',
    ]);
  });

  it('from 09:00 to 09:00 are 24 hours', () => {
    const long = hours({ from: '09:00', to: '09:00' }, ['SUNDAY']);
    expect(changes(long, 'UTC', '2026-01-10T00:00Z', '2026-01-13T00:00Z')).toEqual([
      '01-11T09:00 opens',
      '01-12T09:00 closes',
    ]);
  });

  it('on a holiday are the holiday’s, and a night that began before it goes on into it', () => {
    const nights = {
      ...hours({ from: '22:00', to: '06:00' }, [...weekdays]),
      holidays: [{ date: '2026-12-25', open: [{ from: '10:00', to: '12:00' }] }],
    };
    expect(changes(nights, 'UTC', '2026-12-24T12:00Z', '2026-12-26T23:00Z')).toEqual([
      '12-24T22:00 opens',
      '12-25T06:00 closes',
      '12-25T10:00 opens',
      '12-25T12:00 closes',
      '12-26T22:00 opens',
    ]);
  });

  it('in an hour that the clocks skip do not open', () => {
    const skipped = hours({ from: '01:00', to: '02:00' }, [...weekdays]);
    expect(changes(skipped, 'Europe/London', '2026-03-28T12:00Z', '2026-03-30T02:00Z')).toEqual([
      '03-30T00:00 opens',
      '03-30T01:00 closes',
    ]);
  });

  it('that begin in a skipped hour begin when it is over', () => {
    const early = hours({ from: '01:30', to: '04:00' }, [...weekdays]);
    const saturday = new Date('2026-03-28T12:00Z');
    expect(nextOpening(early, saturday, 'Europe/London')).toEqual(new Date('2026-03-29T01:00Z'));
  });

  it('in an hour that the clocks show twice open twice', () => {
    const doubled = hours({ from: '01:00', to: '01:30' }, [...weekdays]);
    expect(changes(doubled, 'Europe/London', '2026-10-24T12:00Z', '2026-10-25T12:00Z')).toEqual([
      '10-25T00:00 opens',
      '10-25T00:30 closes',
      '10-25T01:00 opens',
      '10-25T01:30 closes',
    ]);
  });
});

describe('the next opening', () => {
  const nine = hours({ from: '09:00', to: '17:00' });

  it('is now while the line is open', () => {
    const open = new Date('2026-01-12T12:34:56.789Z');
    expect(nextOpening(nine, open, 'Europe/London')).toEqual(open);
  });

  it('is after the weekend, and after a holiday', () => {
    const withHoliday = { ...nine, holidays: [{ date: '2026-01-19', open: [] }] };
    const friday = new Date('2026-01-16T17:00Z');
    expect([
      nextOpening(nine, friday, 'Europe/London'),
      nextOpening(withHoliday, friday, 'Europe/London'),
    ]).toEqual([new Date('2026-01-19T09:00Z'), new Date('2026-01-20T09:00Z')]);
  });

  it('is never without any window', () => {
    const never = { open: [], holidays: [{ date: '2026-01-19', open: [] }] };
    expect(nextOpening(never, new Date('2026-01-16T17:00Z'), 'Europe/London')).toBeNull();
  });

  it('is found on a holiday when the week has none', () => {
    const once = {
      open: [],
      holidays: [{ date: '2026-06-01', open: [{ from: '08:00', to: '09:00' }] }],
    };
    const found = nextOpening(once, new Date('2026-01-16T17:00Z'), 'America/New_York');
    expect(found).toEqual(new Date('2026-06-01T12:00Z'));
  });
});
