import { expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/providers/outgoing/retry-after.ts';

const now = Date.UTC(2026, 2, 2, 14, 3, 20);
const in90s = 'Mon, 02 Mar 2026 14:04:50 GMT';

it.each([
  ['seconds', { 'retry-after': '3' }, 3000],
  ['no time at all', { 'retry-after': '0' }, 0],
  ['a date', { 'retry-after': in90s }, 90_000],
  [
    'a date by their clock',
    { 'retry-after': in90s, date: 'Mon, 02 Mar 2026 14:04:40 GMT' },
    10_000,
  ],
  ['a date gone by', { 'retry-after': 'Mon, 02 Mar 2026 14:00:00 GMT' }, 0],
  ['nothing', {}, undefined],
  ['less than nothing', { 'retry-after': '-1' }, undefined],
  ['a fraction', { 'retry-after': '1.5' }, 1500],
  ['an empty text', { 'retry-after': '' }, undefined],
  ['two values that were joined', { 'retry-after': '3600, 5' }, 3_600_000],
  ['two headers', { 'retry-after': ['5', '30'] }, 30_000],
  ['a value beside a word', { 'retry-after': 'soon, 7' }, 7000],
  ['a date with the whole day', { 'retry-after': 'Monday, 02-Mar-26 14:04:50 GMT' }, 90_000],
  ['a date without a zone', { 'retry-after': 'Mon Mar  2 14:04:50 2026' }, 90_000],
  ['a date of no day', { 'retry-after': 'Mon, 99 Foo 2026 14:04:50 GMT' }, undefined],
  ['a day that does not exist', { 'retry-after': 'Tue, 31 Feb 2026 14:04:50 GMT' }, undefined],
  ['such a day without a zone', { 'retry-after': 'Tue Feb 31 14:04:50 2026' }, undefined],
  ['a date beyond reason', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, 2_147_483_000],
  ['a word', { 'retry-after': 'soon' }, undefined],
  ['a number beyond reason', { 'retry-after': '9'.repeat(30) }, 2_147_483_000],
])('reads %s', (_what, headers, ms) => {
  expect(retryAfterMs(headers, now)).toBe(ms);
});
