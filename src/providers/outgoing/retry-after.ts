import type { HttpHeaders } from './provider-http.ts';

/** Fits a GraphQL Int, and is longer than any ring. */
const maxMs = 2_147_483_000;

/**
 * How long an answer asks us to wait; undefined if it does not. An HTTP date is compared with the answer's own `date`, so that clocks
 * need not agree.
 */
export function retryAfterMs(headers: HttpHeaders, nowMs = Date.now()): number | undefined {
  const given = headers['retry-after'] ?? [];
  const values = typeof given === 'string' ? [given] : given;
  const waits = values.flatMap((value) => waitsIn(value, headers, nowMs));
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** A header that was sent twice, as by the provider and a proxy, may be joined with a comma. The longest wait satisfies both. */
function waitsIn(value: string, headers: HttpHeaders, nowMs: number): number[] {
  const at = readHttpDate(value);
  if (at !== undefined) {
    const wait = at - (readHttpDate(headers.date) ?? nowMs);
    return [Math.min(Math.max(0, wait), maxMs)];
  }
  const parts = value.split(',').map((part) => part.trim());
  const seconds = parts.filter((part) => /^\d+(\.\d+)?$/.test(part)).map(Number);
  return seconds.map((wait) => Math.min(Math.ceil(wait * 1000), maxMs));
}

/** The three formats of RFC 9110, of which the last names no zone. */
const dates = [
  // Sun, 06 Nov 1994 08:49:37 GMT
  /^[A-Z][a-z]{2}, .* GMT$/,
  // Sunday, 06-Nov-94 08:49:37 GMT
  /^[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d [\d:]{8} GMT$/,
  // Sun Nov  6 08:49:37 1994
  /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}$/,
];

function readHttpDate(value: string | string[] | undefined): number | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (!dates.some((date) => date.test(text))) return undefined;
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  // In each format the day is the first number. `Date` reads 31 Feb as the 3rd of March.
  return new Date(ms).getUTCDate() === Number(/\d+/.exec(text)?.[0]) ? ms : undefined;
}
