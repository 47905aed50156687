import type { HttpHeaders } from './provider-http.ts';

/** How long an answer asks us to wait: seconds, or an HTTP date read against the answer's own clock. */
export function retryAfterMs(headers: HttpHeaders, nowMs = Date.now()): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  const at = readHttpDate(value);
  if (at === undefined) return undefined;
  return Math.max(0, at - (readHttpDate(headers.date) ?? nowMs));
}

function readHttpDate(value: string | string[] | undefined): number | undefined {
  if (typeof value !== 'string' || !/^[A-Z][a-z]{2}, .* GMT$/.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}
