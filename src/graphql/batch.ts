interface Waiting<Key, Value> extends PromiseWithResolvers<Value> {
  readonly key: Key;
}

/**
 * Collects the keys that are asked for in one turn and loads them at once.
 * It remembers nothing afterwards, so a mutation never sees what was before it.
 */
export function createBatch<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  nameOf: (key: Key) => string,
): (key: Key) => Promise<Value> {
  let waiting = new Map<string, Waiting<Key, Value>>();

  const flush = () => {
    const entries = [...waiting.values()];
    waiting = new Map();
    void settle(entries, load);
  };

  return (key) => {
    const name = nameOf(key);
    const known = waiting.get(name);
    if (known) return known.promise;
    if (waiting.size === 0) afterResolvers(flush);
    const entry = { key, ...Promise.withResolvers<Value>() };
    waiting.set(name, entry);
    return entry.promise;
  };
}

/** A tick that is asked for inside a microtask runs when all microtasks are done: then every sibling has asked. */
function afterResolvers(run: () => void): void {
  void Promise.resolve().then(() => process.nextTick(run));
}

async function settle<Key, Value>(
  entries: readonly Waiting<Key, Value>[],
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): Promise<void> {
  try {
    const values = await load(entries.map((entry) => entry.key));
    if (values.length !== entries.length) throw new Error('A batch must answer every key.');
    for (const [i, entry] of entries.entries()) entry.resolve(values[i] as Value);
  } catch (error) {
    for (const entry of entries) entry.reject(error);
  }
}
