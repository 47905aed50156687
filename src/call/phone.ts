import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone number with its country as a person writes it, as +E.164. The one place that reads these: which zero is dialled
 * only at home, `+44 (0)20 …`, and which belongs to the number, `+39 (0)6 …`, differs from country to country.
 */
export function readPhone(text: string): string | undefined {
  const written = text.replace(/[\s().-]/g, '');
  if (!isPhone(written) || !/^\+[1-9]/.test(written)) return undefined;
  const read = parsePhoneNumberFromString(text, { extract: false });
  if (read?.isPossible()) return read.number;
  // Networks know numbers that no plan knows any more, such as Mexico's +521.
  return /\(\s*0/.test(text) ? undefined : written;
}

/** Digits as networks write them. E.164 has at most 15; shorter than 7 is nobody's number abroad. */
export function isPhone(text: string): boolean {
  return /^\+?\d{7,15}$/.test(text);
}
