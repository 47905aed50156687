const sixDaysMs = 6 * 86_400_000;

const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
const date = { weekday: 'long', day: 'numeric', month: 'long' } as const;

/**
 * When the line opens, in the caller's language and by the line's clock, with the name of its zone: `Monday at 09:00 GMT`.
 * Never by the caller's own clock: where they are is a guess, and a wrong hour is worse than a foreign one.
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

/** Intl puts narrow and unbreakable spaces, which not every phone can show. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

const dateParts: readonly string[] = ['weekday', 'day', 'month'] satisfies (keyof typeof date)[];

/**
 * The word between a day and an hour ("at", "às", "um") is only given together with a date, so the date is taken out
 * again. Some languages put the hour first or the zone elsewhere: they do without that word.
 */
function withoutDate(parts: readonly Intl.DateTimeFormatPart[]): string | undefined {
  const dateEnds = parts.findLastIndex(({ type }) => dateParts.includes(type));
  const timeStarts = parts.findIndex(({ type }) => type !== 'literal' && !dateParts.includes(type));
  const weekday = parts.find(({ type }) => type === 'weekday');
  if (!weekday || timeStarts < dateEnds) return undefined;
  return [weekday, ...parts.slice(dateEnds + 1)].map(({ value }) => value).join('');
}
