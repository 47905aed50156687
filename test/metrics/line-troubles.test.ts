import { describe, expect, it } from 'vitest';
import type { LineId } from '../../src/call/ids.ts';
import { createLineTroubles } from '../../src/metrics/line-troubles.ts';

const lineAt = (n: number) => ({ id: `line_${n}` as LineId, provider: 'WAWP' as const });

describe('the lines in trouble', () => {
  it('are those whose last request failed, each operation by itself', () => {
    const troubles = createLineTroubles();
    for (const is of ['failed', 'failed'] as const) troubles.note(lineAt(1), 'reject', is);
    troubles.note(lineAt(1), 'text', 'failed');
    troubles.note(lineAt(2), 'reject', 'failed');
    troubles.note(lineAt(2), 'reject', 'no-trouble');
    troubles.note(lineAt(3), 'reject', 'no-trouble');
    const seen = troubles
      .newest()
      .map(({ line, operation, failures }) => [...[line, operation, failures]]);
    expect(seen).toEqual([
      ['line_1', 'reject', 2],
      ['line_1', 'text', 1],
    ]);
    expect([...troubles.byProvider()]).toEqual([['WAWP', 1]]);
  });

  it('are named up to a hundred, the newest, and all counted', () => {
    const troubles = createLineTroubles();
    for (let n = 0; n < 250; n++) troubles.note(lineAt(n), 'reject', 'failed');
    troubles.note(lineAt(0), 'reject', 'failed');
    const named = troubles.newest().map(({ line }) => line);
    expect([named.length, named[0], named.at(-1)]).toEqual([100, 'line_151', 'line_0']);
    expect([...troubles.byProvider()]).toEqual([['WAWP', 250]]);
  });

  it('are forgotten when nothing was asked of them for ten minutes', () => {
    let now = 0;
    const troubles = createLineTroubles(() => now);
    troubles.note(lineAt(1), 'reject', 'failed');
    now = 9 * 60_000;
    troubles.note(lineAt(2), 'reject', 'failed');
    expect(troubles.newest()).toHaveLength(2);
    now = 10 * 60_000;
    expect(troubles.newest().map(({ line }) => line)).toEqual(['line_2']);
    expect([...troubles.byProvider()]).toEqual([['WAWP', 1]]);
  });
});
