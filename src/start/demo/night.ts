/** Spread over the day, so that it is night in one of them. */
const zones = [
  'Pacific/Auckland',
  'Australia/Sydney',
  'Asia/Tokyo',
  'Asia/Dubai',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/New_York',
  'America/Los_Angeles',
  'Pacific/Honolulu',
] as const;

/** A zone in which the evening has just ended, so that a line there is closed for as long as the demo is likely to run. */
export function whereItIsNight(now: Date): string {
  const byDistance = zones.toSorted((a, b) => sinceTen(a, now) - sinceTen(b, now));
  return byDistance[0] ?? 'UTC';
}

/** Whole hours since ten in the evening, by the clock of the zone. */
function sinceTen(timeZone: string, now: Date): number {
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  return (Number(hour.format(now)) - 22 + 24) % 24;
}
