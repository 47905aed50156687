/** Admits `perSecond` requests per second for each name, and after a pause twice as many at once. */
export interface TokenBuckets {
  /** How long the next request of this name has to wait. 0 means that it is admitted now. */
  waitMs(name: string): number;
  take(name: string, count?: number): void;
}

interface Bucket {
  /** How many tokens there were at `atMs`. Negative: a debt. */
  tokens: number;
  atMs: number;
}

const burstSeconds = 2;
/** With more names, the least recently used bucket is dropped, and its name begins again with a full bucket. */
const maxNames = 20_000;

export function createTokenBuckets(
  perSecond: () => number,
  now: () => number = () => performance.now(),
): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  const capacity = () => Math.max(1, perSecond() * burstSeconds);

  function filled(name: string): number {
    const bucket = buckets.get(name);
    if (!bucket) return capacity();
    const gained = ((now() - bucket.atMs) / 1000) * perSecond();
    return Math.min(capacity(), bucket.tokens + gained);
  }

  return {
    waitMs(name) {
      const missing = 1 - filled(name);
      return missing <= 0 ? 0 : Math.ceil((missing / perSecond()) * 1000);
    },
    /**
     * May take more tokens than there are. Later requests wait until that debt is filled. One take counts as a full bucket at most, so
     * that a large webhook does not block its line for long.
     */
    take(name, count = 1) {
      const tokens = filled(name) - Math.min(count, capacity());
      // Moves the name to the end of the map, so that the first name is always the least recently used.
      buckets.delete(name);
      buckets.set(name, { tokens, atMs: now() });
      if (buckets.size <= maxNames) return;
      const [leastRecentlyUsed] = buckets.keys();
      if (leastRecentlyUsed !== undefined) buckets.delete(leastRecentlyUsed);
    },
  };
}
