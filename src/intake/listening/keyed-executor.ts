/** Does several things at once, and those that share a name one after the other. */
export interface KeyedExecutor {
  /** Waits while too much is under way. Throws what an earlier one threw. */
  start(names: readonly string[], work: () => Promise<void>): Promise<void>;
  /** Once nothing is under way. Throws what one of them threw. */
  settled(): Promise<void>;
}

export function createKeyedExecutor(atOnce: number): KeyedExecutor {
  const latest = new Map<string, Promise<void>>();
  const underWay = new Set<Promise<void>>();
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
    async start(names, work) {
      while (underWay.size >= atOnce) await Promise.race(underWay);
      throwFailure();
      const before = names.flatMap((name) => latest.get(name) ?? []);
      const done = after(before, work).finally(() => {
        underWay.delete(done);
        for (const name of names) if (latest.get(name) === done) latest.delete(name);
      });
      underWay.add(done);
      for (const name of names) latest.set(name, done);
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
      throwFailure();
    },
  };
}
