/** Tells a loop when to poll: a period after the last poll, or earlier if `wakeIn` demands it. */
export interface PollTimer {
  /** Starts a new period. Called before each poll, so that a `wakeIn` during the poll leads to another poll. */
  restart(): void;
  /** Demands a poll after this delay, unless one is due earlier. */
  wakeIn(delayMs: number): void;
  /** Resolves when a poll is due, or when `stop` is called. */
  untilDue(): Promise<void>;
  /** Ends the wait and lets no other begin, so that the loop can end. It may be called during a poll. */
  stop(): void;
}

export function createPollTimer(periodMs: number): PollTimer {
  /** A time of `performance.now()`. With 0 a poll is due at once. */
  let dueAt = 0;
  let endWait = () => {};
  let isStopped = false;

  function wakeNow(): void {
    // The timer may fire while the loop polls, after `restart`. Then the loop polls once more.
    dueAt = Math.min(dueAt, performance.now());
    endWait();
  }

  function wakeIn(delayMs: number): void {
    const at = performance.now() + delayMs;
    if (at >= dueAt) return;
    dueAt = at;
    if (delayMs <= 0) endWait();
    else setTimeout(wakeNow, delayMs).unref();
  }

  return {
    restart() {
      dueAt = performance.now() + periodMs;
    },
    wakeIn,
    async untilDue() {
      if (isStopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, dueAt - performance.now()));
        endWait = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    stop() {
      isStopped = true;
      endWait();
    },
  };
}
