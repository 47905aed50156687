import type { Seal } from './seal.ts';

/** The keys of the digests that take the place of erased ids. They are derived from SEAL_KEYS. */
export interface ErasureKeys {
  /** The key of ids that are erased now. Throws UNAVAILABLE if the processes have no key in common. */
  current(): string;
  /** The keys of all ids that were erased: those that are configured still. */
  readonly all: readonly string[];
}

export function createErasureKeys(
  seal: Pick<Seal, 'currentKeyId' | 'derive'>,
  sealKeyIds: readonly string[],
): ErasureKeys {
  const keyOf = (id: string) => {
    const key = seal.derive(id, ['erased ids']);
    // Without a key, the digest of a phone number is found by trying all numbers.
    if (key === null) throw new Error(`SEAL_KEYS has no key with the id ${id}.`);
    return key.toString('hex');
  };
  return { current: () => keyOf(seal.currentKeyId()), all: sealKeyIds.map(keyOf) };
}
