import { setTimeout as sleep } from 'node:timers/promises';

const shortestPauseMs = 5;
const longestPauseMs = 50;

/** Looks again and again until something is there; less often as time goes by, because to look costs CPU as well. */
export async function until<Value>(
  look: () => Value | undefined | null | false | Promise<Value | undefined | null | false>,
  patienceMs = 40_000,
): Promise<Value> {
  const startedAt = Date.now();
  for (;;) {
    const value = await look();
    if (value) return value;
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > patienceMs) throw new Error(`It did not happen: ${look}`);
    await sleep(Math.min(longestPauseMs, shortestPauseMs + waitedMs / 10));
  }
}
