import { expect, it } from 'vitest';
import { readTimestamp } from '../../../src/providers/kit/timestamp.ts';

const instant = new Date('2026-03-02T14:03:20Z');

it.each([
  '2026-03-02T14:03:20Z',
  '2026-03-02T14:03:20.000Z',
  '2026-03-02T11:03:20-03:00',
  '2026-03-02T11:03:20-0300',
  '2026-03-02T14:03:20',
  1772460200,
  1772460200000,
  '1772460200',
  '1772460200000',
])('reads %j', (value) => {
  expect(readTimestamp(value)).toEqual(instant);
});

it.each([
  null,
  undefined,
  '',
  'yesterday',
  '2026-13-40T99:99:99Z',
  '2026-02-30T14:03:20Z',
  '2026-04-31T14:03:20',
  0,
  -1,
  Number.NaN,
  1e300,
  '9'.repeat(400),
  {},
])('reads no time in %j', (value) => {
  expect(readTimestamp(value)).toBeUndefined();
});
