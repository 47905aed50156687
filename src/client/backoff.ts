export interface Retry {
  /** How many attempts may fail in a row before `follow` throws. */
  readonly attempts: number;
  /** The longest wait before the second attempt; it doubles with each further one. */
  readonly firstMs: number;
  /** The longest wait before any attempt. */
  readonly longestMs: number;
}

export const usualRetry: Retry = { attempts: 30, firstMs: 250, longestMs: 20_000 };

/**
 * The wait after `failed` failures in a row. Random between half of the bound and the bound, so that the clients of a
 * process that stops do not return at the same time.
 */
export function delayBefore(failed: number, { firstMs, longestMs }: Retry): number {
  const bound = Math.min(longestMs, firstMs * 2 ** (failed - 1));
  return bound / 2 + (Math.random() * bound) / 2;
}

/** Resolves early when the signal is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
