import { describe, expect, it } from 'vitest';
import { addressOfPhone, isSamePhone } from '../../../src/providers/kit/phone-caller.ts';

describe('a caller as telephone carriers name one', () => {
  it.each([
    ['+12025550133', 'phone:+12025550133'],
    ['+1-202-555-0133', 'phone:+12025550133'],
    ['12025550133', 'phone:+12025550133'],
    ['0012025550133', 'phone:+12025550133'],
    ['+44 (0)20 7183 8750', 'phone:+442071838750'],
    ['+39 06 6981 2345', 'phone:+390669812345'],
    ['sip:+12025550133@sip.carrier.example;user=phone', 'phone:+12025550133'],
    ['"Ada" <sip:+12025550133@sip.carrier.example>', 'phone:+12025550133'],
    ['tel:+1-202-555-0133', 'phone:+12025550133'],
    ['sip:ada@example.com', 'other:carrier:sip:ada@example.com'],
    ['72345', 'other:carrier:72345'],
  ])('%j is %j', (text, address) => {
    expect(addressOfPhone(text, 'carrier')).toBe(address);
  });

  it.each([
    ...[undefined, '', ' ', '+', 'anonymous', 'Anonymous', 'ANONYMOUS', 'Restricted', 'private'],
    ...['Unavailable', 'unknown', 'No Caller ID', '+266696687', '266696687', '+7378742833'],
    ...['sip:anonymous@anonymous.invalid', '"Anonymous" <sip:anonymous@anonymous.invalid>'],
    ...['sip:x1y2@anonymous.invalid'],
  ])('%j withholds the number', (text) => {
    expect(addressOfPhone(text, 'carrier')).toBeNull();
  });
});

describe('two spellings', () => {
  it.each([
    ['+1 (202) 555-0133', '+12025550133', true],
    ['sip:+12025550133@a.example', 'tel:+12025550133', true],
    ['sip:ada@example.com', 'sip:ada@example.com', true],
    ['+12025550133', '+12025550134', false],
    ['555-0133', '+12025550133', false],
    ['anonymous', 'anonymous', false],
    ['', '', false],
  ])('%j and %j name one number: %s', (one, two, same) => {
    expect(isSamePhone(one, two)).toBe(same);
    expect(isSamePhone(two, one)).toBe(same);
  });
});
