/** Counts the writes to one client that the operating system has not accepted yet, because the client does not read. */
export interface PendingWrites {
  started(): void;
  finished(): void;
  readonly count: number;
  /**
   * Must be called once per sweep, the tick of a timer that looks for slow clients. Returns for how many sweeps in a row writes were
   * pending and none finished.
   */
  sweep(): number;
}

/**
 * Counts sweeps instead of measuring time. After a pause of this process, timers run before the I/O callbacks that finish
 * writes, so by the clock every client with a pending write would seem to have stalled.
 */
export function createPendingWrites(): PendingWrites {
  let count = 0;
  let stalledSweeps = 0;
  return {
    started() {
      count += 1;
    },
    finished() {
      count -= 1;
      stalledSweeps = 0;
    },
    get count() {
      return count;
    },
    sweep() {
      if (count > 0) stalledSweeps += 1;
      return stalledSweeps;
    },
  };
}
