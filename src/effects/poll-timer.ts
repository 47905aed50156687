/** When a loop polls next: after its period, or earlier when `wakeIn` asks for it. */
export interface PollTimer {
  /** Called before each poll, so that a `wakeIn` during the poll leads to another one. */
  restart(): void;
  wakeIn(delayMs: number): void;
  untilDue(): Promise<void>;
  /** Ends a wait at once. */
  wake(): void;
}

export function createPollTimer(periodMs: number): PollTimer {
  let dueAt = 0;
  let wake = () => {};

  function wakeIn(delayMs: number): void {
    const at = performance.now() + delayMs;
    if (at >= dueAt) return;
    dueAt = at;
    if (delayMs <= 0) wake();
    else setTimeout(() => wakeIn(0), delayMs).unref();
  }

  return {
    restart() {
      dueAt = performance.now() + periodMs;
    },
    wakeIn,
    untilDue() {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, dueAt - performance.now()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    wake: () => wake(),
  };
}
