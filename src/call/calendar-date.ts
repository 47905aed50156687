/** Whether the text is a date that exists, such as `2026-02-28`. `Date` reads 2026-02-30 as the 2nd of March. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Whether the date before the `T` of a time exists. */
export const hasCalendarDate = (time: string): boolean => isCalendarDate(time.slice(0, 10));
