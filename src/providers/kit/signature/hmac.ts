import { createHmac, timingSafeEqual } from 'node:crypto';

export type HmacAlgorithm = 'sha256' | 'sha512';

/** Whether a header holds the HMAC of these bytes in hex, with or without `sha256=` (or `sha512=`) before it. */
export function isSignedWith(
  secret: string,
  body: Buffer,
  header: string | string[] | undefined,
  algorithm: HmacAlgorithm = 'sha256',
): boolean {
  if (typeof header !== 'string') return false;
  const text = header.trim();
  const hex = text.startsWith(`${algorithm}=`) ? text.slice(algorithm.length + 1) : text;
  const expected = createHmac(algorithm, secret).update(body).digest();
  if (hex.length !== expected.length * 2 || !/^[0-9a-f]+$/i.test(hex)) return false;
  return timingSafeEqual(Buffer.from(hex, 'hex'), expected);
}
