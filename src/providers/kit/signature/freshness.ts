import { readTimestamp } from '../timestamp.ts';

export interface Freshness {
  readonly now: Date;
  readonly toleranceMs: number;
}

/**
 * Whether a signed time is close to our time. An old time would allow a captured request to be replayed, and a future time would
 * allow it to be kept for later.
 */
export function isFresh(
  header: string | string[] | undefined,
  { now, toleranceMs }: Freshness,
): boolean {
  const at = typeof header === 'string' ? readTimestamp(header.trim()) : undefined;
  return at !== undefined && Math.abs(now.getTime() - at.getTime()) <= toleranceMs;
}
