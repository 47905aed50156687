import DataLoader from 'dataloader';

/**
 * Collects the keys that are asked for in one turn and loads them at once.
 * It remembers nothing afterwards, so a mutation never sees what was before it.
 */
export function createBatch<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  nameOf: (key: Key) => string,
): (key: Key) => Promise<Value> {
  const loader = new DataLoader<Key, Value, string>(
    (keys) => {
      loader.clearAll();
      return load(keys);
    },
    { cacheKeyFn: nameOf },
  );
  return (key) => loader.load(key);
}
