import type { HttpHeaders } from './provider-http.ts';

/** The number of milliseconds fits a GraphQL Int, and is longer than any ring. */
const maxSeconds = 2_147_483;

/** How long an answer asks us to wait. An HTTP date is compared with the answer's own `date`, so that clocks need not agree. */
export function retryAfterMs(headers: HttpHeaders, nowMs = Date.now()): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Math.min(Number(value), maxSeconds) * 1000;
  const at = readHttpDate(value);
  if (at === undefined) return undefined;
  return Math.max(0, at - (readHttpDate(headers.date) ?? nowMs));
}

function readHttpDate(value: string | string[] | undefined): number | undefined {
  if (typeof value !== 'string' || !/^[A-Z][a-z]{2}, .* GMT$/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
