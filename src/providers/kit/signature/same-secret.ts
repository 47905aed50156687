import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares without telling by its time where two texts differ, or how long the right one is. */
export function isSameSecret(expected: string, given: string): boolean {
  return timingSafeEqual(digestOf(expected), digestOf(given));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
