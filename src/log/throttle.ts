/** Calls `write` now or later, or never. `suppressed`: how many of the same kind were left out before. */
export type Throttle = (kind: string, write: (suppressed?: number) => void) => void;

interface ThrottleSettings {
  /** So many of one kind are written in full. */
  readonly burst: number;
  readonly windowMs: number;
  /** Kinds beyond this share one window. */
  readonly maxKinds: number;
}

interface Window {
  written: number;
  suppressed: number;
  /** Writes the latest of those that were suppressed. */
  latest: ((suppressed?: number) => void) | undefined;
}

const usual: ThrottleSettings = { burst: 5, windowMs: 10_000, maxKinds: 1000 };

/** A failure that repeats several times a second is told in full at first, then once in each window with a count. */
export function createThrottle(settings: ThrottleSettings = usual): Throttle {
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
    // It goes on: no new burst.
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
