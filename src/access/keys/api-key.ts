import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type ApiKeyId, newId } from '../../call/ids.ts';

/** `cs_<id>_<secret>`: looked up by its id and verified by its secret, of which only a hash is stored. */
export interface NewApiKey {
  readonly id: ApiKeyId;
  readonly key: string;
  readonly hash: string;
}

export function newApiKey(): NewApiKey {
  return apiKeyOf(newId('key'), randomBytes(32));
}

/** `bytes` are 32, and unpredictable. */
export function apiKeyOf(id: ApiKeyId, bytes: Buffer): NewApiKey {
  const secret = bytes.toString('base64url');
  return { id, key: `cs_${id.slice('key_'.length)}_${secret}`, hash: hashSecret(secret) };
}

export function parseApiKey(key: string): { id: string; secret: string } | null {
  // The id without its prefix, and 32 bytes in base64url, as `apiKeyOf` writes them.
  const [, id, secret] = /^cs_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/.exec(key) ?? [];
  return id && secret ? { id: `key_${id}`, secret } : null;
}

/** A fast hash is enough, because the secret is long and random. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function matchesHash(secret: string, hash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const kept = Buffer.from(hash);
  return given.length === kept.length && timingSafeEqual(given, kept);
}
