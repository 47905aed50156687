import { type CallerAddress, phoneAddress } from '../../call/caller-address.ts';
import { isPhone, readPhone } from '../../call/phone.ts';

/** What carriers put in place of a number that is withheld. `+266696687` and its kin spell ANONYMOUS on a keypad. */
const withheldWords = new Set([
  ...['anonymous', 'private', 'restricted', 'unavailable', 'unknown', 'blocked', 'withheld'],
  ...['nocallerid', 'privatenumber', 'unknownnumber', 'notavailable'],
  ...['266696687', '7378742833', '2562533', '8656696', '86282452253'],
]);

export type PhoneCaller =
  | { readonly is: 'phone'; readonly phone: string }
  /** The carrier says that the number is withheld, or says nothing. */
  | { readonly is: 'withheld' }
  /** A name that is no number, such as the address of a SIP user. */
  | { readonly is: 'other'; readonly text: string };

/** Reads a caller as telephone carriers name one: a number in any spelling, a SIP or tel URI, or a word for none. */
export function readCaller(text: string | undefined): PhoneCaller {
  const user = userOf(text ?? '');
  const word = user.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const isAnonymousHost = /@anonymous\.invalid\b/i.test(text ?? '');
  if (word === '' || withheldWords.has(word) || isAnonymousHost) return { is: 'withheld' };
  const phone = phoneIn(user);
  return phone === undefined ? { is: 'other', text: text ?? '' } : { is: 'phone', phone };
}

/** Null: the carrier withholds the number. */
export function addressOfPhone(text: string | undefined, carrier: string): CallerAddress | null {
  const caller = readCaller(text);
  switch (caller.is) {
    case 'phone':
      return phoneAddress(caller.phone);
    case 'withheld':
      return null;
    case 'other':
      return `other:${carrier}:${caller.text}`;
  }
}

/** Whether both name one number, however each is written. Two withheld numbers are never the same. */
export function isSamePhone(given: string, other: string): boolean {
  const [one, two] = [readCaller(given), readCaller(other)];
  if (one.is === 'other' && two.is === 'other') return one.text === two.text;
  return one.is === 'phone' && two.is === 'phone' && one.phone === two.phone;
}

/** `sip:+442071838750@carrier.example;user=phone` is that of a number. */
function userOf(text: string): string {
  const address = /<([^>]*)>/.exec(text)?.[1] ?? text;
  const bare = address.trim().replace(/^(sips?|tel|phone):/i, '');
  return /^[^@;]*/.exec(bare)?.[0].trim() ?? '';
}

/** In +E.164; digits alone are taken with their country, and 00 for the plus. */
function phoneIn(user: string): string | undefined {
  const written = /^[\d\s().\-/\u2010-\u2015]+$/.test(user)
    ? `+${user.trim().replace(/^00/, '')}`
    : user;
  const read = readPhone(written);
  return read !== undefined && isPhone(read) ? read : undefined;
}
