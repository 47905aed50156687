/** If the opening is at least this far ahead, a weekday without a date could be taken for the same weekday of this week. */
const sixDaysMs = 6 * 86_400_000;

const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
const date = { weekday: 'long', day: 'numeric', month: 'long' } as const;

/**
 * Says when the line opens, in the caller's language and by the line's clock, with the name of its zone: `Monday at 09:00
 * GMT`. The caller's own zone is not used: it can only be guessed, and a wrong hour is worse than an hour of another zone.
 */
export function sayOpening(opening: Date, now: Date, timeZone: string, locale: string): string {
  const whole = new Intl.DateTimeFormat(locale, { ...date, ...time, timeZone });
  const isFar = opening.getTime() - now.getTime() >= sixDaysMs;
  if (isFar) return plainSpaces(whole.format(opening));
  const brief =
    withoutDate(whole.formatToParts(opening)) ??
    new Intl.DateTimeFormat(locale, { weekday: 'long', ...time, timeZone }).format(opening);
  return plainSpaces(brief);
}

/** Intl uses narrow and non-breaking spaces, which not every phone can show. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

const dateParts: readonly string[] = ['weekday', 'day', 'month'] satisfies (keyof typeof date)[];

/**
 * Intl writes the word between a day and an hour ("at", "às", "um") only after a whole date, so the date is formatted and
 * then removed. Returns undefined for a language in which the date does not come first; its text lacks that word.
 */
function withoutDate(parts: readonly Intl.DateTimeFormatPart[]): string | undefined {
  const dateEnds = parts.findLastIndex(({ type }) => dateParts.includes(type));
  const timeStarts = parts.findIndex(({ type }) => type !== 'literal' && !dateParts.includes(type));
  const weekday = parts.find(({ type }) => type === 'weekday');
  if (!weekday || timeStarts < dateEnds) return undefined;
  return [weekday, ...parts.slice(dateEnds + 1)].map(({ value }) => value).join('');
}
