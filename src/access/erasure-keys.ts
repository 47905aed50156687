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
  const keyOf = (id: string) => seal.derive(id, ['erased ids'])?.toString('hex') ?? [];
  const all = sealKeyIds.flatMap(keyOf);
  return {
    current: () => all[sealKeyIds.indexOf(seal.currentKeyId())] ?? '',
    all,
  };
}
