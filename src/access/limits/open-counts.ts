import type { Release } from '../rate-limits.ts';

/** Counts how many sockets or subscriptions each name has open. */
export interface OpenCounts {
  isFull(name: string): boolean;
  open(name: string): Release;
}

export function createOpenCounts(most: () => number): OpenCounts {
  const counts = new Map<string, number>();
  const change = (name: string, by: 1 | -1) => {
    const count = (counts.get(name) ?? 0) + by;
    if (count > 0) counts.set(name, count);
    else counts.delete(name);
  };
  return {
    isFull: (name) => (counts.get(name) ?? 0) >= most(),
    open(name) {
      change(name, 1);
      // A second release does nothing.
      let isOpen = true;
      return () => {
        if (isOpen) change(name, -1);
        isOpen = false;
      };
    },
  };
}
