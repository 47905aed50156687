/** A counting semaphore with a bounded queue, in which urgent callers go first. */
export interface Semaphore {
  /** Resolves to false if the queue is full. After true, `release` must be called. */
  acquire(isUrgent: boolean): Promise<boolean>;
  release(): void;
}

export function createSemaphore(permits: number, maxWaiting: number): Semaphore {
  const urgent: (() => void)[] = [];
  const ordinary: (() => void)[] = [];
  let acquired = 0;

  return {
    acquire(isUrgent) {
      if (acquired < permits) {
        acquired++;
        return Promise.resolve(true);
      }
      if (urgent.length + ordinary.length >= maxWaiting) return Promise.resolve(false);
      return new Promise((resolve) => {
        (isUrgent ? urgent : ordinary).push(() => resolve(true));
      });
    },
    release() {
      // The permit passes to the next one, so `acquired` stays the same.
      const next = urgent.shift() ?? ordinary.shift();
      if (next) next();
      else acquired--;
    },
  };
}
