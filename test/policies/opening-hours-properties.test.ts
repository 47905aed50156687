import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpen,
  nextOpening,
  type OpeningHours,
  weekdays,
} from '../../src/policies/opening-hours.ts';
import { isOpenByTheWall } from './wall-clock-oracle.ts';

const minuteMs = 60_000;

/** Each zone with days around which its clocks are changed; São Paulo and Kathmandu do not do that any more. */
const zones: readonly [zone: string, ...changes: string[]][] = [
  ['Europe/London', '2026-03-29', '2026-10-25'],
  ['America/New_York', '2026-03-08', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-04-05', '2026-10-04'],
  ['Africa/Cairo', '2026-04-24', '2026-10-30'],
  ['America/Sao_Paulo', '2019-02-17', '2026-02-15'],
  ['Asia/Kathmandu', '2026-03-29'],
  ['Pacific/Apia', '2021-04-04', '2011-12-30'],
];

const moment = fc.constantFrom(...zones).chain(([zone, ...days]) =>
  fc.record({
    zone: fc.constant(zone),
    instant: fc.oneof(
      { weight: 3, arbitrary: near(days) },
      {
        weight: 1,
        arbitrary: fc.date({
          min: new Date('2015-01-01'),
          max: new Date('2035-01-01'),
          noInvalidDate: true,
        }),
      },
    ),
  }),
);

function near(days: readonly string[]): fc.Arbitrary<Date> {
  const offset = fc.integer({ min: -36 * 60 * minuteMs, max: 48 * 60 * minuteMs });
  return fc
    .tuple(fc.constantFrom(...days), offset)
    .map(([day, ms]) => new Date(Date.parse(`${day}T00:00:00Z`) + ms));
}

const time = fc.oneof(
  fc.constantFrom('00:00', '01:00', '01:30', '02:00', '02:30', '03:00', '09:00', '23:59'),
  fc.integer({ min: 0, max: 1439 }).map((m) => {
    const [h, min] = [Math.floor(m / 60), m % 60];
    return `${String(h).padStart(2, '0')}:${String(min).padStart(2, '0')}`;
  }),
);
const clockWindow = fc.record({ from: time, to: fc.oneof(time, fc.constant('24:00')) });
const weeklyWindow = fc
  .tuple(clockWindow, fc.subarray([...weekdays], { minLength: 1 }))
  .map(([window, days]) => ({ ...window, days }));

/** Opening hours, some with holidays on and around the moment that is asked about. */
const question = moment.chain(({ zone, instant }) =>
  fc.record({
    zone: fc.constant(zone),
    instant: fc.constant(instant),
    hours: fc.record({
      open: fc.array(weeklyWindow, { maxLength: 4 }),
      holidays: fc.uniqueArray(holidayNear(instant), { maxLength: 3, selector: (h) => h.date }),
    }) satisfies fc.Arbitrary<OpeningHours>,
  }),
);

function holidayNear(instant: Date) {
  const date = fc
    .integer({ min: -2, max: 3 })
    .map((days) => new Date(instant.getTime() + days * 1440 * minuteMs).toISOString().slice(0, 10));
  return fc.record({ date, open: fc.array(clockWindow, { maxLength: 2 }) });
}

describe('opening hours, in every zone and around every change of its clocks', () => {
  it('are what the clock on the wall says', () => {
    const property = fc.property(question, ({ hours, instant, zone }) => {
      expect(isOpen(hours, instant, zone)).toBe(isOpenByTheWall(hours, instant, zone));
    });
    fc.assert(property, { numRuns: 4000 });
  });

  it('begin at the next opening, and not a minute before', () => {
    const twoDays = 2880;
    const property = fc.property(question, ({ hours, instant, zone }) => {
      const found = nextOpening(hours, instant, zone);
      const firstMinute = Math.floor(instant.getTime() / minuteMs) * minuteMs;
      const open = found !== null && isOpenByTheWall(hours, found, zone);
      const soon = found === null ? Infinity : found.getTime();
      const openBefore = minutesFrom(firstMinute, twoDays)
        .filter((ms) => ms < Math.min(soon, instant.getTime() + twoDays * minuteMs))
        .filter((ms) => ms >= instant.getTime() && isOpenByTheWall(hours, new Date(ms), zone));
      expect({ open, openBefore }).toEqual({ open: found !== null, openBefore: [] });
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('are found within a week when the week has any and no holiday is in the way', () => {
    const weekly = fc.array(weeklyWindow, { minLength: 1, maxLength: 4 });
    const property = fc.property(weekly, moment, (open, { instant, zone }) => {
      const found = nextOpening({ open, holidays: [] }, instant, zone);
      expect(found).not.toBeNull();
      // A skipped hour, or the day that Apia skipped, can cost one more week.
      expect(Number(found) - instant.getTime()).toBeLessThanOrEqual(15 * 1440 * minuteMs);
    });
    fc.assert(property, { numRuns: 500 });
  });
});

function minutesFrom(ms: number, many: number): number[] {
  return Array.from({ length: many }, (_, i) => ms + i * minuteMs);
}
