import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Reads a phone number with its country code in any usual notation, as +E.164; undefined if the text is none. Whether a zero is a
 * trunk prefix (`+44 (0)20 …`) or part of the number (`+39 (0)6 …`) depends on the country.
 */
export function readPhone(text: string): string | undefined {
  const written = text.replace(/[\s().-]/g, '');
  if (!isPhone(written) || !/^\+[1-9]/.test(written)) return undefined;
  const parsed = parsePhoneNumberFromString(text, { extract: false });
  // Without its trunk prefix the number may be too short.
  if (parsed?.isPossible()) return isPhone(parsed.number) ? parsed.number : undefined;
  // Networks still use numbers that have left the numbering plan, such as Mexico's +521. In such a number it is unknown whether
  // a zero in parentheses belongs to it.
  return /\(\s*0/.test(text) ? undefined : written;
}

/** E.164 allows at most 15 digits; no international number is shorter than 7. */
export function isPhone(text: string): boolean {
  return /^\+?\d{7,15}$/.test(text);
}
