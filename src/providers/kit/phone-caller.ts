import { type CallerAddress, phoneAddress } from '../../call/caller-address.ts';
import { isPhone, readPhone } from '../../call/phone.ts';

/** What carriers send instead of a withheld number. The digits spell words such as ANONYMOUS on a telephone keypad. */
const withheldWords = new Set([
  'anonymous',
  'private',
  'restricted',
  'unavailable',
  'unknown',
  'blocked',
  'withheld',
  'nocallerid',
  'privatenumber',
  'unknownnumber',
  'notavailable',
  '266696687', // ANONYMOUS
  '7378742833', // RESTRICTED
  '2562533', // BLOCKED
  '8656696', // UNKNOWN
  '86282452253', // UNAVAILABLE
]);

export type PhoneCaller =
  | { readonly is: 'phone'; readonly phone: string }
  /** The carrier withholds the number or sends none. */
  | { readonly is: 'withheld' }
  /** The text is not a number, such as the address of a user of Internet telephony (SIP). */
  | { readonly is: 'other'; readonly text: string };

/** Reads a caller in a telephone carrier's format: a number in any spelling, a SIP or tel URI, or a word for a withheld number. */
export function readCaller(text: string | undefined): PhoneCaller {
  const user = userOf(text ?? '');
  const word = user.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const isAnonymousHost = /@anonymous\.invalid\b/i.test(text ?? '');
  if (word === '' || withheldWords.has(word) || isAnonymousHost) return { is: 'withheld' };
  const phone = phoneIn(user);
  return phone === undefined ? { is: 'other', text: text ?? '' } : { is: 'phone', phone };
}

/** Returns null if the carrier withholds the number. */
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

/** Whether both texts are the same number in any spelling, or the same other address. Two withheld numbers are never the same. */
export function isSamePhone(given: string, other: string): boolean {
  const [one, two] = [readCaller(given), readCaller(other)];
  if (one.is === 'other' && two.is === 'other') return one.text === two.text;
  return one.is === 'phone' && two.is === 'phone' && one.phone === two.phone;
}

/** The user part of a SIP or tel URI, such as the number in `sip:+442071838750@carrier.example;user=phone`. */
function userOf(text: string): string {
  const address = /<([^>]*)>/.exec(text)?.[1] ?? text;
  const bare = address.trim().replace(/^(sips?|tel|phone):/i, '');
  return /^[^@;]*/.exec(bare)?.[0].trim() ?? '';
}

/** Returns +E.164. Digits without a plus are expected to begin with the country code, after an optional 00. */
function phoneIn(user: string): string | undefined {
  const written = /^[\d\s().\-/\u2010-\u2015]+$/.test(user)
    ? `+${user.trim().replace(/^00/, '')}`
    : user;
  const read = readPhone(written);
  // `readPhone` removes a trunk zero, and what is left may be too short.
  return read !== undefined && isPhone(read) ? read : undefined;
}
