import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';

export interface BackgroundLoop {
  /** Resolves when the work that is under way has ended. */
  stop(): Promise<void>;
}

export interface LoopSettings {
  /** Begins the log line of a failure, such as `ending rings`. */
  readonly what: string;
  /** The pause after each round. */
  readonly everyMs: number;
}

/** Does the work at once and again after each pause. A failure is logged and does not end the loop. */
export function startBackgroundLoop(
  log: Log,
  { what, everyMs }: LoopSettings,
  work: () => Promise<unknown>,
): BackgroundLoop {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) => log.warn(`${what} failed`, { error }));
      await sleep(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
