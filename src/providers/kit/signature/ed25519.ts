import { createPublicKey, type KeyObject, verify } from 'node:crypto';

const keyBytes = 32;
const signatureBytes = 64;

/** Reads a public key in the format of dashboards: 32 bytes in base64. Returns undefined if the text is not one. */
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

/** Whether the header is the signature of this message, in base64, made with the matching private key. */
export function isSignedBy(
  key: KeyObject,
  message: Buffer,
  header: string | string[] | undefined,
): boolean {
  const signature = typeof header === 'string' ? bytesOf(header.trim()) : undefined;
  return signature?.length === signatureBytes && verify(null, message, key, signature);
}

/** Decodes strictly, because `Buffer.from` ignores characters that are not base64 and missing padding. */
function bytesOf(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}
