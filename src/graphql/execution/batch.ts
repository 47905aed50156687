import DataLoader from 'dataloader';

/**
 * Loads together the keys that are requested in the same turn of the event loop. Nothing is cached between turns, so a
 * field that runs after a mutation never gets a value from before the mutation. Keys with the same name are loaded once.
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
