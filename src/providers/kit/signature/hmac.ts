import { createHmac, timingSafeEqual } from 'node:crypto';

export type HmacAlgorithm = 'sha256' | 'sha512';

/** Whether the header is the HMAC of the body in hex, with or without the prefix `sha256=` (or `sha512=`). */
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
