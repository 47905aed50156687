import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePositions,
  fromCursor,
  type Position,
  toCursor,
} from '../../../src/db/journal/position.ts';

const position: fc.Arbitrary<Position> = fc.record({
  epoch: fc.nat(999_999_999),
  xid: fc.bigInt(0n, 2n ** 64n - 1n),
  id: fc.bigInt(0n, 2n ** 63n - 1n),
});

describe('a cursor', () => {
  it('brings back the position that it was made from', () => {
    fc.assert(
      fc.property(position, (p) => {
        expect(fromCursor(toCursor(p))).toEqual(p);
      }),
    );
  });

  it('is read only in the one form in which it is written', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = fromCursor(text);
        if (read) expect(toCursor(read)).toBe(text);
      }),
    );
  });

  it.each([
    '1.2',
    '1.2.3.4',
    'a.b.c',
    '-1.2.3',
    '01.2.3',
    '1.2.3 ',
    '',
    '1.99999999999999999999.3',
  ])('is not %s', (text) => expect(fromCursor(Buffer.from(text).toString('base64url'))).toBeNull());

  it('is not something endless', () => {
    expect(fromCursor('MQ'.repeat(1_000_000))).toBeNull();
  });
});

describe('the order of positions', () => {
  it('is by epoch, then transaction, then number', () => {
    const p = (epoch: number, xid: bigint, id: bigint) => ({ epoch, xid, id });
    const inOrder = [p(1, 5n, 9n), p(1, 9n, 2n), p(1, 10n, 1n), p(2, 1n, 1n), p(10, 0n, 0n)];
    expect([...inOrder].reverse().sort(comparePositions)).toEqual(inOrder);
  });

  it('is an order', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        expect(Math.sign(comparePositions(a, b))).toBe(-Math.sign(comparePositions(b, a)) + 0);
        if (comparePositions(a, b) <= 0 && comparePositions(b, c) <= 0) {
          expect(comparePositions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
