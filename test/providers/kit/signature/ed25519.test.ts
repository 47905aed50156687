import { expect, it } from 'vitest';
import { isSignedBy, readEd25519Key } from '../../../../src/providers/kit/signature/ed25519.ts';

const inBase64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
/** RFC 8032, section 7.1, test 3. */
const publicKey = inBase64('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
const message = Buffer.from('af82', 'hex');
const signature = inBase64(
  '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
    '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
);

function keyOf(base64: string) {
  const key = readEd25519Key(base64);
  if (!key) throw new Error('This is no key.');
  return key;
}

it('believes the signature of the standard’s own example', () => {
  expect(isSignedBy(keyOf(publicKey), message, signature)).toBe(true);
});

it.each<[string, Buffer, string | string[] | undefined]>([
  ['of another message', Buffer.from('af83', 'hex'), signature],
  ['that is missing', message, undefined],
  ['that comes twice', message, [signature, signature]],
  ['that is empty', message, ''],
  ['in hex', message, Buffer.from(signature, 'base64').toString('hex')],
  ['with something that is not base64', message, `${signature}\u0000`],
  ['cut short', message, signature.slice(0, 80)],
  ['without its padding', message, signature.replace(/=+$/, '')],
])('does not believe a signature %s', (_which, signed, header) => {
  expect(isSignedBy(keyOf(publicKey), signed, header)).toBe(false);
});

it.each([
  ['', 'empty'],
  ['AAAA', 'short'],
  [`${publicKey}AAAA`, 'long'],
  ['not base64 at all!', 'no base64'],
  [`-----BEGIN PUBLIC KEY-----\n${publicKey}`, 'in PEM'],
])('takes %j for no key: it is %s', (text) => {
  expect(readEd25519Key(text)).toBeUndefined();
});
