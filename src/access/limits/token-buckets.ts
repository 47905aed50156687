/** Admits so many per second for each name, and after a pause those of two seconds at once. */
export interface TokenBuckets {
  /** How long the next has to wait; 0 if it need not. */
  waitMs(name: string): number;
  take(name: string, count?: number): void;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const burstSeconds = 2;
/** The least recently used bucket is dropped beyond this, as if its name were new. */
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
    /** May leave a debt, which the next ones wait for. */
    take(name, count = 1) {
      const tokens = filled(name) - Math.min(count, capacity());
      buckets.delete(name);
      buckets.set(name, { tokens, atMs: now() });
      if (buckets.size <= maxNames) return;
      for (const oldest of buckets.keys()) return void buckets.delete(oldest);
    },
  };
}
