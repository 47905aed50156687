import { readTimestamp } from '../timestamp.ts';

export interface Freshness {
  readonly now: Date;
  readonly toleranceMs: number;
}

/**
 * Whether a signed time is close enough to ours, in either direction: a captured request must not be replayed later,
 * and one dated ahead must not be kept for later.
 */
export function isFresh(
  header: string | string[] | undefined,
  { now, toleranceMs }: Freshness,
): boolean {
  const at = typeof header === 'string' ? readTimestamp(header.trim()) : undefined;
  return at !== undefined && Math.abs(now.getTime() - at.getTime()) <= toleranceMs;
}
