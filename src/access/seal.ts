import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { RequestError } from './errors.ts';

/** Encrypts credentials at rest. They are bound to one tenant and line (`boundTo`), and cannot be opened for another. */
export interface Seal {
  seal(plain: string, boundTo: string): string;
  /** Throws if the key is no longer configured, or if the credential was sealed for another tenant or line. */
  open(sealed: string, boundTo: string): string;
  /**
   * Whether the credential was sealed with the first key, which is the only one that is kept when keys are rotated. Until every process
   * has it, another key seals (`currentKeyId`).
   */
  isCurrent(sealed: string): boolean;
  /** The id of the key that seals now. Throws UNAVAILABLE if none may, as `seal` does. */
  currentKeyId(): string;
  /** Derives 32 bytes from a key, always the same from the same parts. Returns null if the key is no longer configured. */
  derive(keyId: string, parts: readonly unknown[]): Buffer | null;
}

const algorithm = 'aes-256-gcm';

/** Returns the position of the secret that seals: the first that every live process has. Null: no such secret is known. */
export type SealsWith = () => number | null;

const withTheFirst: SealsWith = () => 0;

/**
 * All secrets open credentials, so that keys can be rotated. One of them seals: the one that `sealsWith` chooses. If it chooses
 * none, credentials cannot be sealed, because another process could not open them.
 */
export function createSeal(secrets: readonly string[], sealsWith = withTheFirst): Seal {
  const keys = secrets.map(keyOf);
  const [first] = keys;
  if (first === undefined) throw new Error('At least one secret is needed to seal credentials.');

  const sealingKeyOrThrow = (): SealKey => {
    const position = sealsWith();
    const key = position === null ? undefined : keys[position];
    if (key === undefined) throw new RequestError('UNAVAILABLE', noSharedKey);
    return key;
  };

  return {
    seal(plain, boundTo) {
      const sealing = sealingKeyOrThrow();
      const iv = randomBytes(12);
      const cipher = createCipheriv(algorithm, sealing.key, iv).setAAD(Buffer.from(boundTo));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
      return ['v1', sealing.id, ...parts].join('.');
    },
    isCurrent: (sealed) => sealed.split('.')[1] === first.id,
    currentKeyId: () => sealingKeyOrThrow().id,
    derive(keyId, parts) {
      const key = keys.find((candidate) => candidate.id === keyId);
      if (key === undefined) return null;
      return createHmac('sha256', key.macKey).update(JSON.stringify(parts)).digest();
    },
    open(sealed, boundTo) {
      const [version, id, iv, tag, body] = sealed.split('.');
      const key = keys.find((candidate) => candidate.id === id)?.key;
      if (version !== 'v1' || iv === undefined || tag === undefined || body === undefined) {
        throw new Error('A sealed credential is malformed: expected v1.<key>.<iv>.<tag>.<data>.');
      }
      if (key === undefined) {
        throw new Error(
          `A credential was sealed with key ${id}, which is not in SEAL_KEYS. Add that key again.`,
        );
      }
      const decipher = createDecipheriv(algorithm, key, Buffer.from(iv, 'base64url'))
        .setAAD(Buffer.from(boundTo))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return decipher.update(body, 'base64url', 'utf8') + decipher.final('utf8');
    },
  };
}

const noSharedKey =
  'Credentials cannot be saved now: the processes of this service have no key in SEAL_KEYS in common. Ask its operator.';

interface SealKey {
  readonly id: string;
  readonly key: Buffer;
  /** The key of which `derive` makes other secrets. It reveals nothing about `key`. */
  readonly macKey: Buffer;
}

function keyOf(secret: string): SealKey {
  const key = createHash('sha256').update(secret).digest();
  const macKey = Buffer.from(hkdfSync('sha256', secret, '', 'derived secrets', 32));
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key, macKey };
}

/** Ids by which processes compare their secrets without revealing them. */
export const sealKeyIds = (secrets: readonly string[]): string[] =>
  secrets.map((secret) => keyOf(secret).id);
