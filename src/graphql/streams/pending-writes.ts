/** Whether the other side takes what it is sent. */
export interface Progress {
  sent(): void;
  taken(): void;
  /** How much was sent and not taken. */
  readonly waiting: number;
  /** Something has been waiting, and nothing was taken, for longer than this. */
  isStuckFor(ms: number): boolean;
}

export function createProgress(): Progress {
  let waiting = 0;
  let since = 0;
  return {
    sent() {
      if (waiting === 0) since = performance.now();
      waiting += 1;
    },
    taken() {
      waiting -= 1;
      since = performance.now();
    },
    get waiting() {
      return waiting;
    },
    isStuckFor: (ms) => waiting > 0 && performance.now() - since > ms,
  };
}
