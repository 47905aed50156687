import type { CallerId } from '../../call/ids.ts';
import type { Copy, Variant } from './copy-set.ts';

/**
 * Chooses the variant by a hash of the copy's key and the caller's id. Callers are distributed by weight, and a caller
 * gets the same variant each time until the copy's variants or weights change. Undefined if the copy has no variants.
 */
export function assignVariant(copy: Copy, caller: CallerId): Variant | undefined {
  const total = copy.variants.reduce((sum, { weight }) => sum + weight, 0);
  let rest = fraction(`${copy.key}\n${caller}`) * total;
  for (const variant of copy.variants) {
    rest -= variant.weight;
    if (rest < 0) return variant;
  }
  return undefined;
}

/**
 * A hash from 0 to below 1: FNV-1a with the finalizer of MurmurHash3, because FNV-1a alone gives similar values for texts
 * that differ only at the end, as the ids of callers do.
 */
function fraction(text: string): number {
  // All numbers are the constants of the two algorithms.
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
