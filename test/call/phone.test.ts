import { getCountries, getExampleNumber } from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/call/phone.ts';

describe('a phone number as a person writes it', () => {
  it.each([
    ['+447700900123', '+447700900123'],
    ['+44 7700 900 123', '+447700900123'],
    ['+44 (0) 7700 900123', '+447700900123'],
    ['+44 (0)20 7183-8750', '+442071838750'],
    ['+44 07700 900123', '+447700900123'],
    ['+49 (030) 123456', '+4930123456'],
    // In Italy and Ivory Coast the zero belongs to the number.
    ['+39 (0)6 6981 2345', '+390669812345'],
    ['+390669812345', '+390669812345'],
    ['+225 (0)7 07 12 34 56', '+2250707123456'],
    ['+55 (11) 99999-9999', '+5511999999999'],
    // WhatsApp knows Mexicans by a digit that is not dialled any more.
    ['+5215512345678', '+5215512345678'],
    ['+999123456789', '+999123456789'],
  ])('%j is %s', (text, phone) => {
    expect(readPhone(text)).toBe(phone);
  });

  it.each([
    '',
    '+',
    '07700 900123',
    '447700900123',
    '+123456',
    '+1234567890123456',
    '+0447700900123',
    // Six digits without the trunk prefix.
    '+49 (0)1234',
    '+49 01234',
    '+1 (0) 212 555 1234',
    '+44 7700 900123 ext. 5',
    '12345@lid',
    'tel:+447700900123',
  ])('%j is none', (text) => {
    expect(readPhone(text)).toBeUndefined();
  });

  it('is the same in every country, bare and with the spaces that are usual there', () => {
    const numbers = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);
    expect(numbers.length).toBeGreaterThan(200);
    const wrong = numbers.filter(
      (one) =>
        readPhone(one.number) !== one.number || readPhone(one.formatInternational()) !== one.number,
    );
    expect(wrong.map(({ number }) => number)).toEqual([]);
  });
});
