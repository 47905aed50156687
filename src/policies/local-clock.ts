export const dayMs = 86_400_000;

/**
 * The wall clock of a zone at an instant, as the milliseconds of a UTC time with the same date and hour. Days and hours of
 * it can be calculated without the zone.
 */
export function wallClock(instantMs: number, timeZone: string): number {
  // The format is `12/31/2026, 23:59:58`.
  const [month = 0, day, year = 0, hour, minute, second] = formatOf(timeZone)
    .format(instantMs)
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instantMs % 1000);
}

/** A period with a constant UTC offset. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  /** The wall clock is the instant plus the offset. */
  readonly offsetMs: number;
}

/**
 * The periods of constant offset within these days, in order. Compares the offsets only at both ends of each day, because no
 * zone has changed its clocks twice within a day.
 */
export function* stretches(fromMs: number, days: number, timeZone: string): Generator<Stretch> {
  for (let day = 0; day < days; day++) {
    const start = fromMs + day * dayMs;
    const end = start + dayMs;
    const before = offset(start, timeZone);
    const after = offset(end, timeZone);
    if (before === after) {
      yield { fromMs: start, toMs: end, offsetMs: before };
      continue;
    }
    const change = changeBetween(start, end, timeZone);
    yield { fromMs: start, toMs: change, offsetMs: before };
    yield { fromMs: change, toMs: end, offsetMs: after };
  }
}

/** The instant at which the offset changes, found by bisection. */
function changeBetween(startMs: number, endMs: number, timeZone: string): number {
  const before = offset(startMs, timeZone);
  let [low, high] = [startMs, endMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offset(instantMs: number, timeZone: string): number {
  return wallClock(instantMs, timeZone) - instantMs;
}

/** Each ring needs a format, which is slow to create. The cache needs no bound: there are a few hundred zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const cached = formats.get(timeZone);
  if (cached) return cached;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
