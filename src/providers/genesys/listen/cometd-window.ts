/**
 * The client was written for browsers and takes its timers from a global `window`. Its adapter for Node makes `window` an
 * object, so that other libraries take this process for a browser: the embedded database does not load then. Here `window` is a
 * function with the timers as properties, which `typeof window === 'object'` does not match. It has no console, so that the client
 * logs nothing. It has a `navigator`, because libraries that find a window of any type read its `navigator.userAgent`.
 */
export function provideCometdWindow(): void {
  if ('window' in globalThis) return;
  const value = Object.assign(() => undefined, {
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
    navigator,
  });
  Object.defineProperty(globalThis, 'window', { value, configurable: true, writable: true });
}
