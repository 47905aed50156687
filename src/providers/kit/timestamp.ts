import { hasCalendarDate } from '../../call/calendar-date.ts';

const isoPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const zonePattern = /(Z|[+-]\d{2}:?\d{2})$/i;
/** A time outside this range is a mistake in the unit, or no time. */
const earliestMs = Date.UTC(2000, 0);
const latestMs = Date.UTC(2100, 0);

/** Reads ISO 8601, or seconds or milliseconds since 1970 as a number or text. A time without a zone is UTC. */
export function readTimestamp(value: unknown): Date | undefined {
  const ms = readMs(value);
  if (ms === undefined || !(ms >= earliestMs && ms < latestMs)) return undefined;
  return new Date(ms);
}

function readMs(value: unknown): number | undefined {
  // 1e11 seconds are the year 5138, and 1e11 milliseconds are 1973, so smaller numbers are seconds.
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  if (typeof value !== 'string') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return readMs(Number(value));
  if (!isoPattern.test(value) || !hasCalendarDate(value)) return undefined;
  return Date.parse(zonePattern.test(value) ? value : `${value}Z`);
}
