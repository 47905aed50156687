import { describe, expect, it } from 'vitest';
import {
  addTallies,
  differenceBetween,
  emptyTally,
  outcomeOf,
} from '../../../src/policies/statistics/attrition.ts';

const tally = { callers: 10, pending: 2, cameBack: 6, wrote: 4, calledAndAnswered: 3 };

describe('what became of callers', () => {
  it('counts those whose window is not over neither as back nor as gone', () => {
    const { callers, cameBack, didNot, pending, returnRate } = outcomeOf(tally);
    expect({ callers, cameBack, didNot, pending, returnRate }).toEqual({
      callers: 10,
      cameBack: 6,
      didNot: 2,
      pending: 2,
      returnRate: 0.75,
    });
  });

  it('has no rate while nobody’s window is over, rather than one of zero', () => {
    expect(outcomeOf({ ...emptyTally, callers: 3, pending: 3 })).toEqual({
      ...emptyTally,
      callers: 3,
      pending: 3,
      didNot: 0,
    });
  });

  it('adds up over callers who are not the same', () => {
    expect(addTallies(tally, addTallies(emptyTally, tally))).toEqual({
      callers: 20,
      pending: 4,
      cameBack: 12,
      wrote: 8,
      calledAndAnswered: 6,
    });
  });

  it('is compared by the rates of those whose window is over', () => {
    const others = { callers: 9, pending: 1, cameBack: 2, wrote: 2, calledAndAnswered: 0 };
    expect(differenceBetween(tally, others)?.difference).toBe(0.5);
    expect(differenceBetween(tally, emptyTally)).toBeUndefined();
  });
});
