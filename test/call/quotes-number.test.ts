import { describe, expect, it } from 'vitest';
import { quotesNumber } from '../../src/call/quotes-number.ts';

const base64 = (text: string, encoding: BufferEncoding = 'latin1') =>
  Buffer.from(text, encoding).toString('base64url');

describe('an id of a provider quotes the number of its caller', () => {
  it.each([
    ['in clear', '5511987650001@c.us-1700000000'],
    ['with a plus and hyphens', 'sip:+55-11-98765-0001;x'],
    ['in Base64 as text', `wacid.${base64('\x1c\x18\x0d5511987650001\x15\x02')}`],
    ['in Base64 with two digits in each byte', `wacid.${base64('0011865511987650001f02', 'hex')}`],
    ['without its country code', '11987650001-7'],
    ['without the digit after the area code', 'x_551187650001'],
  ])('%s', (_how, id) => {
    expect(quotesNumber(id, ['lid:184069530861739', 'phone:+5511987650001'])).toBe(true);
  });

  it.each([
    ['of another caller', '447700900123@c.us'],
    ['of many digits', 'call_123456789'],
    ['as WhatsApp makes them', '3EB0A1B2C3D4E5F60718'],
    ['as Telnyx makes them', 'v3:T02llQxIyaRkhfRKxgAP8nY511EhFLizdvdUKJiSw8d6A9BborherQ'],
    ['that is a UUID', '2b2f0a34-55a2-4f8b-9d7b-511987650aaa'],
    ['that is empty', ''],
  ])('but not one %s', (_which, id) => {
    expect(quotesNumber(id, ['phone:+5511987650001'])).toBe(false);
  });

  it.each([
    ['no address', []],
    ['an address that is made from the id', ['other:caller-of:5511987650001']],
    ['an extension', ['other:genesys:5001@site']],
  ])('and not for a caller with %s', (_what, addresses) => {
    expect(quotesNumber('5511987650001', addresses)).toBe(false);
  });
});
