/** Runs work concurrently, except that work that shares a key runs in the order of its start. */
export interface KeyedExecutor {
  /** Waits while the limit of concurrent work is reached. Throws if earlier work has failed; work that waits is then dropped. */
  start(keys: readonly string[], work: () => Promise<void>): Promise<void>;
  /** Resolves when all work has ended. Throws if any work has failed. */
  settled(): Promise<void>;
}

export function createKeyedExecutor(atOnce: number): KeyedExecutor {
  /** The work that was started last, by key. */
  const latest = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | undefined;

  function throwFailure(): void {
    if (failed) throw failed.error;
  }

  async function after(before: readonly Promise<void>[], work: () => Promise<void>): Promise<void> {
    await Promise.all(before);
    if (failed) return;
    try {
      await work();
    } catch (error) {
      failed ??= { error };
    }
  }

  return {
    async start(keys, work) {
      while (running.size >= atOnce) await Promise.race(running);
      throwFailure();
      const before = keys.flatMap((key) => latest.get(key) ?? []);
      const done = after(before, work).finally(() => {
        running.delete(done);
        for (const key of keys) if (latest.get(key) === done) latest.delete(key);
      });
      running.add(done);
      for (const key of keys) latest.set(key, done);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
      throwFailure();
    },
  };
}
