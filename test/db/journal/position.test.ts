import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparePositions,
  fromBytes,
  type Position,
  toBytes,
} from '../../../src/db/journal/position.ts';

const position: fc.Arbitrary<Position> = fc.record({
  epoch: fc.nat(999_999_999),
  xid: fc.bigInt(0n, 2n ** 64n - 1n),
  id: fc.bigInt(0n, 2n ** 63n - 1n),
});

it('a position is brought back from its bytes', () => {
  fc.assert(fc.property(position, (p) => void expect(fromBytes(toBytes(p))).toEqual(p)));
});

describe('the order of positions', () => {
  it('is by epoch, then transaction, then number', () => {
    const p = (epoch: number, xid: bigint, id: bigint) => ({ epoch, xid, id });
    const inOrder = [
      p(1, 5n, 8n),
      p(1, 5n, 9n),
      p(1, 5n, 10n),
      p(1, 9n, 2n),
      p(1, 10n, 1n),
      p(2, 1n, 1n),
      p(10, 0n, 0n),
    ];
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
