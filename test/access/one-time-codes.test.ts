import { describe, expect, it } from 'vitest';
import { codeLivesForMs, createOneTimeCodes } from '../../src/access/keys/one-time-codes.ts';

describe('a one-time code', () => {
  it('stands for its key once', () => {
    const codes = createOneTimeCodes();
    const [one, other] = [codes.issue('cs_one'), codes.issue('cs_other')];
    expect([one, one, other, 'none', ''].map(codes.redeem)).toEqual([
      ...['cs_one', null, 'cs_other', null, null],
    ]);
    expect(one).not.toContain('cs_');
  });

  it('is no longer taken after its time', () => {
    let now = 0;
    const codes = createOneTimeCodes(() => now);
    const [inTime, late] = [codes.issue('cs_a'), codes.issue('cs_b')];
    now = codeLivesForMs - 1;
    expect(codes.redeem(inTime)).toBe('cs_a');
    now = codeLivesForMs;
    expect(codes.redeem(late)).toBeNull();
  });
});
