import { createPublicKey, type KeyObject, verify } from 'node:crypto';

const keyBytes = 32;
const signatureBytes = 64;

/** A public key as dashboards show it: 32 bytes in base64. Undefined: it is not one. */
export function readEd25519Key(base64: string): KeyObject | undefined {
  const bytes = bytesOf(base64);
  if (bytes?.length !== keyBytes) return undefined;
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** Whether a header holds, in base64, the key owner's signature of this message. */
export function isSignedBy(
  key: KeyObject,
  message: Buffer,
  header: string | string[] | undefined,
): boolean {
  const signature = typeof header === 'string' ? bytesOf(header.trim()) : undefined;
  return signature?.length === signatureBytes && verify(null, message, key, signature);
}

/** Buffer takes what is not base64, and what is not padded; this does not. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}
