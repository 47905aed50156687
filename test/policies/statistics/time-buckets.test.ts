import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BucketSize, bucketsOf } from '../../../src/policies/statistics/time-buckets.ts';

/** Where each begins, and where the last one ends. */
function bounds(from: string, to: string, size: BucketSize, timeZone: string): string[] {
  const buckets = bucketsOf(new Date(from), new Date(to), size, timeZone, 1000);
  const starts = buckets.map(({ startsAt }) => startsAt.toISOString());
  return [...starts, buckets.at(-1)?.endsAt.toISOString() ?? ''].map((at) => at.slice(0, 16));
}

describe('buckets of time', () => {
  it('are days of the zone, of 23 hours when its clocks go forward', () => {
    expect(bounds('2026-03-28T00:00Z', '2026-03-30T12:00Z', 'DAY', 'Europe/London')).toEqual([
      '2026-03-28T00:00',
      '2026-03-29T00:00',
      '2026-03-29T23:00',
      '2026-03-30T12:00',
    ]);
  });

  it('are days of 25 hours when its clocks go back', () => {
    expect(bounds('2026-10-24T12:00Z', '2026-10-26T06:00Z', 'DAY', 'America/New_York')).toEqual([
      '2026-10-24T12:00',
      '2026-10-25T04:00',
      '2026-10-26T04:00',
      '2026-10-26T06:00',
    ]);
    expect(bounds('2026-11-01T04:00Z', '2026-11-02T05:00Z', 'DAY', 'America/New_York')).toEqual([
      '2026-11-01T04:00',
      '2026-11-02T05:00',
    ]);
  });

  it('are two hours where the clocks show one twice', () => {
    const hours = bounds('2026-10-25T00:00Z', '2026-10-25T03:00Z', 'HOUR', 'Europe/London');
    expect(hours).toHaveLength(4);
  });

  it('begin at the full hour of a zone that is half an hour off', () => {
    expect(bounds('2026-01-01T00:00Z', '2026-01-01T01:45Z', 'HOUR', 'Asia/Kolkata')).toEqual([
      '2026-01-01T00:00',
      '2026-01-01T00:30',
      '2026-01-01T01:30',
      '2026-01-01T01:45',
    ]);
  });

  it('are weeks from Monday', () => {
    expect(bounds('2026-01-01T00:00Z', '2026-01-14T00:00Z', 'WEEK', 'UTC')).toEqual([
      '2026-01-01T00:00',
      '2026-01-05T00:00',
      '2026-01-12T00:00',
      '2026-01-14T00:00',
    ]);
  });

  it('are months, over the end of a year', () => {
    expect(bounds('2025-12-15T00:00Z', '2026-02-10T00:00Z', 'MONTH', 'Asia/Tokyo')).toEqual([
      '2025-12-15T00:00',
      '2025-12-31T15:00',
      '2026-01-31T15:00',
      '2026-02-10T00:00',
    ]);
  });

  it('go on where a zone left a whole day out', () => {
    expect(bounds('2011-12-28T10:00Z', '2012-01-01T10:00Z', 'DAY', 'Pacific/Apia')).toEqual([
      '2011-12-28T10:00',
      '2011-12-29T10:00',
      '2011-12-30T10:00',
      '2011-12-31T10:00',
      '2012-01-01T10:00',
    ]);
  });

  it('follow each other without a gap from the beginning to the end', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 1, max: 40 * 86_400 }), anySize, anyZone, check),
      { numRuns: 200 },
    );
  });

  it('of a day hold that day of the zone, all of it and no other', () => {
    fc.assert(
      fc.property(anyTime, fc.integer({ min: 1, max: 400 }), anyZone, (fromS, days, zone) => {
        const from = new Date(fromS * 1000);
        const to = new Date(from.getTime() + days * 86_400_000);
        const buckets = bucketsOf(from, to, 'DAY', zone, 1000);
        const { format } = new Intl.DateTimeFormat('en', { timeZone: zone });
        const first = buckets.map(({ startsAt }) => format(startsAt));
        const last = buckets.map(({ endsAt }) => format(new Date(endsAt.getTime() - 1)));
        expect(last).toEqual(first);
        expect(new Set(first).size).toBe(first.length);
      }),
      { numRuns: 60 },
    );
  });
});

const anyTime = fc.integer({ min: 0, max: 4_000_000_000 });
const anySize = fc.constantFrom<BucketSize>('HOUR', 'DAY', 'WEEK', 'MONTH');
const anyZone = fc.constantFrom(
  ...[
    'UTC',
    'Europe/London',
    'America/Sao_Paulo',
    'America/Havana',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  ],
  ...['Pacific/Apia', 'Asia/Kathmandu', 'America/St_Johns', 'Africa/Casablanca'],
);

function check(fromS: number, seconds: number, size: BucketSize, timeZone: string): void {
  const from = new Date(fromS * 1000);
  const to = new Date((fromS + seconds) * 1000);
  const buckets = bucketsOf(from, to, size, timeZone, 1000);
  const starts = buckets.map(({ startsAt }) => startsAt.getTime());
  const ends = buckets.map(({ endsAt }) => endsAt.getTime());
  expect(starts).toEqual([from.getTime(), ...ends.slice(0, -1)]);
  expect(ends.at(-1)).toBe(to.getTime());
  expect(buckets.every(({ startsAt, endsAt }) => startsAt < endsAt)).toBe(true);
}
