import type { CallerId } from '../../../src/call/ids.ts';
import type { CopySet } from '../../../src/policies/copy/copy-set.ts';
import { readCopy } from '../../../src/policies/copy/read-copy.ts';
import type { Occasion } from '../../../src/policies/copy/render-copy.ts';

/** Copy with one variant, `A`. */
export function only(key: string, texts: Readonly<Record<string, string>>): object {
  return { key, variants: [variant('A', 1, texts)] };
}

export function variant(name: string, weight: number, texts: Readonly<Record<string, string>>) {
  return {
    name,
    weight,
    texts: Object.entries(texts).map(([locale, text]) => ({ locale, text })),
  };
}

export function copyOf(...copies: object[]): CopySet {
  const links = [{ name: 'upgrade', url: 'https://example.com/upgrade?from=call' }];
  const read = readCopy({ fallbackLocale: 'en', links, copies });
  if (read.is === 'copy') return read.copy;
  throw new Error(JSON.stringify(read.problems));
}

/** Friday evening in London; the line opens on Monday. */
export function occasion(change: Partial<Occasion> = {}): Occasion {
  return {
    copyKey: 'quiet-hours',
    reason: 'DECLINED',
    caller: { id: 'clr_ada' as CallerId, phone: '+447700900123' },
    line: { name: 'London', timeZone: 'Europe/London' },
    now: new Date('2026-01-09T18:00:00Z'),
    nextOpening: new Date('2026-01-12T09:00:00Z'),
    ...change,
  };
}
