/**
 * Calls `write` at once, at the end of the window, or never. `suppressed` is how many lines of the kind the window did not write
 * at once, this one included; undefined for a line that is written at once.
 */
export type Throttle = (kind: string, write: (suppressed?: number) => void) => void;

interface ThrottleSettings {
  /** The number of lines of one kind that a window writes at once. */
  readonly burst: number;
  readonly windowMs: number;
  /** The number of kinds with a window of their own. Further kinds share one window. */
  readonly maxKinds: number;
}

interface Window {
  written: number;
  suppressed: number;
  /** Writes the latest suppressed line. */
  latest: ((suppressed?: number) => void) | undefined;
}

const defaults: ThrottleSettings = { burst: 5, windowMs: 10_000, maxKinds: 1000 };

/** Writes the first few lines of a kind, and then one per window with a count of the suppressed ones. */
export function createThrottle(settings: ThrottleSettings = defaults): Throttle {
  const { burst, windowMs, maxKinds } = settings;
  const windows = new Map<string, Window>();

  function openWindow(kind: string, written: number): Window {
    const window = { written, suppressed: 0, latest: undefined };
    windows.set(kind, window);
    setTimeout(() => closeWindow(kind, window), windowMs).unref();
    return window;
  }

  function closeWindow(kind: string, { latest, suppressed }: Window): void {
    windows.delete(kind);
    if (latest === undefined) return;
    latest(suppressed);
    // The kind still repeats, so the next window gets no burst.
    openWindow(kind, burst);
  }

  return (kind, write) => {
    const key = windows.has(kind) || windows.size < maxKinds ? kind : 'others';
    const window = windows.get(key) ?? openWindow(key, 0);
    if (window.written < burst) {
      window.written++;
      return write();
    }
    window.suppressed++;
    window.latest = write;
  };
}
