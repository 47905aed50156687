/**
 * The client was written for browsers and takes its timers from a global `window`. Its adapter for Node makes that
 * an object, which other libraries then take for a browser's: the embedded database stops loading.
 * A function can carry the timers as well, and is no window to `typeof window === 'object'`. No console: it stays silent.
 */
export function provideCometdWindow(): void {
  if ('window' in globalThis) return;
  const value = Object.assign(() => undefined, {
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
  });
  Object.defineProperty(globalThis, 'window', { value, configurable: true, writable: true });
}
