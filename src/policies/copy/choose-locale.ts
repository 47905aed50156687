import { localeOfPhone } from './country-locales.ts';
import { canonicalLocale } from './locale-tag.ts';

export interface CallerOfCopy {
  /** A language tag, when it is known what the caller reads. */
  readonly locale?: string;
  readonly phone?: string;
}

export interface ChosenLocale {
  /** The language that the text is written in. */
  readonly written: string;
  /** The same language as the caller's country writes times and dates in it. */
  readonly spoken: string;
}

/** The caller's language, or the one of the country they call from, or the line's own: the first that is written. */
export function chooseLocale(
  caller: CallerOfCopy,
  written: readonly string[],
  fallback: string,
): ChosenLocale {
  const wanted = wantedBy(caller);
  for (const locale of wanted) {
    const match = bestMatch(locale, written);
    if (match) return { written: match, spoken: inRegion(match, wanted) };
  }
  return { written: fallback, spoken: inRegion(fallback, wanted) };
}

function wantedBy({ locale, phone }: CallerOfCopy): string[] {
  const own = locale === undefined ? undefined : canonicalLocale(locale);
  const ofCountry = phone === undefined ? undefined : localeOfPhone(phone);
  return [own, ofCountry].filter((one) => one !== undefined);
}

/** The very locale, or the language without a region, or the language as another region writes it. */
function bestMatch(locale: string, written: readonly string[]): string | undefined {
  const language = languageOf(locale);
  return (
    written.find((one) => one === locale) ??
    written.find((one) => one === language) ??
    written.find((one) => languageOf(one) === language)
  );
}

/** English from a British number is read as British English: 21:00 and not 9 PM. */
function inRegion(language: string, wanted: readonly string[]): string {
  if (hasRegion(language)) return language;
  const regional = wanted.filter((one) => languageOf(one) === languageOf(language));
  return regional.find(hasRegion) ?? language;
}

function hasRegion(locale: string): boolean {
  return new Intl.Locale(locale).region !== undefined;
}

function languageOf(locale: string): string {
  return new Intl.Locale(locale).language;
}
