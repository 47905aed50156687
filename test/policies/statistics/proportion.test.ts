import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombe, wilson } from '../../../src/policies/statistics/proportion.ts';

const round = (value: object | undefined) =>
  value && Object.values(value).map((number: number) => Number(number.toFixed(4)));

describe('Wilson’s interval', () => {
  const published: [some: number, all: number, interval: number[]][] = [
    [81, 263, [0.2553, 0.3662]],
    [15, 148, [0.0624, 0.1605]],
    [0, 20, [0, 0.1611]],
    [1, 29, [0.0061, 0.1718]],
    [29, 29, [0.883, 1]],
  ];

  it.each(published)('of %i among %i is the published one', (some, all, interval) => {
    expect(round(wilson(some, all))).toEqual(interval);
  });

  it('of nobody is none', () => {
    expect(wilson(0, 0)).toBeUndefined();
  });

  it('holds the share, stays between 0 and 1, and mirrors that of the rest', () => {
    fc.assert(
      fc.property(shares(), ({ some, all }) => {
        const { low, high } = wilson(some, all) ?? { low: NaN, high: NaN };
        expect(0 <= low && low <= some / all && some / all <= high && high <= 1).toBe(true);
        expect(wilson(all - some, all)?.low).toBeCloseTo(1 - high, 10);
      }),
    );
  });
});

describe('Newcombe’s interval', () => {
  const published: [string, Parameters<typeof newcombe>, number[]][] = [
    [
      '56/70 - 48/80',
      [
        { some: 56, all: 70 },
        { some: 48, all: 80 },
      ],
      [0.2, 0.0524, 0.3339],
    ],
    [
      '9/10 - 3/10',
      [
        { some: 9, all: 10 },
        { some: 3, all: 10 },
      ],
      [0.6, 0.1705, 0.809],
    ],
    [
      '5/56 - 0/29',
      [
        { some: 5, all: 56 },
        { some: 0, all: 29 },
      ],
      [0.0893, -0.0381, 0.1926],
    ],
    [
      '10/10 - 0/20',
      [
        { some: 10, all: 10 },
        { some: 0, all: 20 },
      ],
      [1, 0.6791, 1],
    ],
  ];

  it.each(published)('of %s is the published one', (_, shares, interval) => {
    expect(round(newcombe(...shares))).toEqual(interval);
  });

  it('is none where one side is nobody', () => {
    expect(newcombe({ some: 0, all: 0 }, { some: 1, all: 2 })).toBeUndefined();
    expect(newcombe({ some: 1, all: 2 }, { some: 0, all: 0 })).toBeUndefined();
  });

  it('holds the difference, and turns its sign with the sides', () => {
    fc.assert(
      fc.property(shares(), shares(), (one, other) => {
        const there = newcombe(one, other);
        const back = newcombe(other, one);
        if (!there || !back) throw new Error('both sides are somebody');
        expect(there.low <= there.difference && there.difference <= there.high).toBe(true);
        expect(back.low).toBeCloseTo(-there.high, 10);
      }),
    );
  });
});

const shares = () =>
  fc
    .tuple(fc.nat(2000), fc.nat(2000))
    .map(([some, rest]) => ({ some, all: some + rest }))
    .filter(({ all }) => all > 0);
