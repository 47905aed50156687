import { localeOfPhone } from './country-locales.ts';
import { canonicalLocale } from './locale-tag.ts';

export interface CallerOfCopy {
  /** A language tag, if the caller's language is known. */
  readonly locale?: string;
  readonly phone?: string;
}

export interface ChosenLocale {
  /** The locale of the text to use, if there is one. */
  readonly textLocale: string;
  /** The locale in which times and dates are formatted: the same language, with the caller's region if it is known. */
  readonly timeLocale: string;
}

/**
 * Chooses the first of these languages that the copy is written in: the caller's, that of the caller's country. Otherwise the
 * fallback, even if the copy is not written in it.
 */
export function chooseLocale(
  caller: CallerOfCopy,
  written: readonly string[],
  fallback: string,
): ChosenLocale {
  const wanted = wantedBy(caller);
  for (const locale of wanted) {
    const match = bestMatch(locale, written);
    if (match) return { textLocale: match, timeLocale: inRegion(match, wanted) };
  }
  return { textLocale: fallback, timeLocale: inRegion(fallback, wanted) };
}

/** The locales to try, the best first. */
function wantedBy({ locale, phone }: CallerOfCopy): string[] {
  const own = locale === undefined ? undefined : canonicalLocale(locale);
  const ofCountry = phone === undefined ? undefined : localeOfPhone(phone);
  return [own, ofCountry].filter((locale) => locale !== undefined);
}

/** The written locale that fits best: the same one, or else the language without a region, or else with another region. */
function bestMatch(locale: string, written: readonly string[]): string | undefined {
  const language = languageOf(locale);
  if (written.includes(locale)) return locale;
  if (written.includes(language)) return language;
  return written.find((other) => languageOf(other) === language);
}

/**
 * Adds the caller's region to a language that has none, so that a caller with a British number gets English text with British
 * times: 21:00 instead of 9 PM.
 */
function inRegion(language: string, wanted: readonly string[]): string {
  if (hasRegion(language)) return language;
  const regional = wanted.filter((locale) => languageOf(locale) === languageOf(language));
  return regional.find(hasRegion) ?? language;
}

function hasRegion(locale: string): boolean {
  return new Intl.Locale(locale).region !== undefined;
}

function languageOf(locale: string): string {
  return new Intl.Locale(locale).language;
}
