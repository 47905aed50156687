import { expect, it } from 'vitest';
import { isFresh } from '../../../../src/providers/kit/signature/freshness.ts';

const now = new Date('2026-05-05T12:00:00Z');
const seconds = now.getTime() / 1000;

it.each<[string | string[] | undefined, boolean]>([
  [`${seconds}`, true],
  [` ${seconds} `, true],
  [`${seconds * 1000}`, true],
  ['2026-05-05T12:00:00Z', true],
  [`${seconds - 300}`, true],
  [`${seconds + 300}`, true],
  [`${seconds - 301}`, false],
  [`${seconds + 301}`, false],
  ['0', false],
  ['', false],
  ['soon', false],
  ['NaN', false],
  [[`${seconds}`, `${seconds}`], false],
  [undefined, false],
])('of %j says %s, at five minutes', (header, fresh) => {
  expect(isFresh(header, { now, toleranceMs: 5 * 60_000 })).toBe(fresh);
});
