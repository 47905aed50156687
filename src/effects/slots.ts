import type { LineId } from '../call/ids.ts';

/** Counts the effects in progress, in total and by line. */
export interface Slots {
  readonly free: number;
  take(line: LineId): void;
  release(line: LineId): void;
  /** The lines that use all their slots. */
  busyLines(): LineId[];
}

export function createSlots(total: number, perLine: number): Slots {
  const inUse = new Map<LineId, number>();
  let taken = 0;

  return {
    get free() {
      return total - taken;
    },
    take(line) {
      taken++;
      inUse.set(line, (inUse.get(line) ?? 0) + 1);
    },
    release(line) {
      taken--;
      const left = (inUse.get(line) ?? 1) - 1;
      if (left > 0) inUse.set(line, left);
      else inUse.delete(line);
    },
    busyLines: () => [...inUse].filter(([, count]) => count >= perLine).map(([line]) => line),
  };
}
