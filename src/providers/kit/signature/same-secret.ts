import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares in a time that shows neither where the texts differ nor how long the expected one is. */
export function isSameSecret(expected: string, given: string): boolean {
  return timingSafeEqual(digestOf(expected), digestOf(given));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
