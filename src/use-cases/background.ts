import type { Log } from '../log.ts';

/** Work that continues after its request was answered. A shutdown waits for it. */
export interface Background {
  /** Starts the work. If it fails, the log says "`what` failed". */
  run(what: string, work: () => Promise<unknown>): void;
  /** Resolves when no work is running. */
  idle(): Promise<void>;
  readonly size: number;
}

export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<void>>();
  return {
    run(what, work) {
      const running = work().then(
        () => undefined,
        (error: unknown) => log.error(`${what} failed`, { error }),
      );
      underWay.add(running);
      void running.finally(() => underWay.delete(running));
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    get size() {
      return underWay.size;
    },
  };
}
