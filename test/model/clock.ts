import { vi } from 'vitest';

/** The time of every process of the model: it stands still until the model moves it, always by whole seconds. */
export interface ModelClock {
  now(): Date;
  readonly elapsedMs: number;
  forward(ms: number): void;
  stop(): void;
}

/** Wall clock and monotonic clock go together, as they do when a process is stopped and goes on. */
export function startClock(): ModelClock {
  const base = Math.floor(Date.now() / 1000) * 1000;
  let elapsedMs = 0;
  const monotonic = vi.spyOn(performance, 'now').mockImplementation(() => 1_000_000 + elapsedMs);
  // Retries without their jitter, so that the same commands do the same again.
  const random = vi.spyOn(Math, 'random').mockReturnValue(1);
  return {
    now: () => new Date(base + elapsedMs),
    get elapsedMs() {
      return elapsedMs;
    },
    forward(ms) {
      elapsedMs += ms;
    },
    stop() {
      monotonic.mockRestore();
      random.mockRestore();
    },
  };
}
