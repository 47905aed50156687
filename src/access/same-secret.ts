import { createHash, timingSafeEqual } from 'node:crypto';

/** The duration of the comparison shows neither where two texts differ nor how long the right one is. */
export function isSameSecret(given: string, known: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(known));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
