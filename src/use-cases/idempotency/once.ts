import { createHash, randomBytes } from 'node:crypto';
import type { Seal } from '../../access/seal.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Database } from '../../db/connection/database.ts';
import { readUse, type Use } from '../../db/idempotency.ts';
import type { RefusedRepeat } from '../lines.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

interface OnceDependencies {
  readonly db: Database;
  readonly seal: Seal;
}

/** A request that has its effect once, however often it arrives with the same idempotency key. */
export interface OnceRequest {
  readonly viewer: Viewer;
  /** The mutation's name. */
  readonly action: string;
  readonly idempotencyKey: string | null | undefined;
  /** What must be equal when the key is used again. */
  readonly input: unknown;
}

export interface OnceSteps<Done> {
  /** The ids of the objects that the request makes or changes, as one text. It is stored with the key, and given to `repeat`. */
  readonly made: string;
  /**
   * Makes or changes the objects and, in the same statement, stores `use`: the record that the idempotency key was used for
   * them. Returns 'lost' if a concurrent change prevented both. `use` is null for a request without an idempotency key.
   */
  write(secret: Buffer, use: Use | null): Promise<Done | 'lost'>;
  /**
   * Returns the answer of the request that made `made`. `replayed` is true if that was an earlier request. It is false if it was
   * this one: the connection was lost before its commit was acknowledged, and the next round found that it had been written.
   */
  repeat(made: string, secret: Buffer, replayed: boolean): Promise<Done>;
}

/**
 * Runs a request that hands out a secret (an API key or the token of a webhook URL), of which only a hash is stored. With an
 * idempotency key, the secret is derived from the keys of SEAL_KEYS, so that a repeated request gets the same secret again.
 * Without one, the secret is random.
 */
export async function once<Done>(
  { db, seal }: OnceDependencies,
  request: OnceRequest,
  { made, write, repeat }: OnceSteps<Done>,
): Promise<Done | RefusedRepeat> {
  if (request.idempotencyKey == null) return orThrow(await write(randomBytes(32), null));
  const { tenantId } = request.viewer;
  const key = storedKeyOf(request);
  /** The same in every round, so that a round recognises what an earlier round has written. */
  let own: Derived | undefined;
  return retryOnConflict(async () => {
    const stored = await readUse(db, tenantId, key);
    if (stored === null) {
      own ??= deriveAnew(seal, request);
      return write(own.secret, { key, made, requestHash: own.requestHash });
    }
    // `derive` has put the key's id and the nonce in front of the hash.
    const [keyId = '', nonce = ''] = stored.requestHash.split('.');
    const again = derive(seal, request, { keyId, nonce });
    if (again === null) return { is: 'secret-lost', made: stored.made };
    if (again.requestHash !== stored.requestHash) return { is: 'idempotency-conflict' };
    const replayed = stored.requestHash !== own?.requestHash;
    return repeat(stored.made, again.secret, replayed);
  });
}

/** Without an idempotency key `write` is never 'lost': new objects have new ids, and the `write` of a change repeats what was lost. */
function orThrow<Done>(done: Done | 'lost'): Done {
  if (done === 'lost') throw new Error('A change without an idempotency key was not written.');
  return done;
}

/** What is derived from a key of SEAL_KEYS, the request and a nonce. */
interface Derived {
  readonly secret: Buffer;
  /** The key's id, the nonce and the hash of the input, separated by dots. */
  readonly requestHash: string;
}

/** With a random nonce, so that the same idempotency key gives another secret after its first use is forgotten. */
function deriveAnew(seal: Seal, request: OnceRequest): Derived {
  const nonce = randomBytes(16).toString('base64url');
  const derived = derive(seal, request, { keyId: seal.currentKeyId(), nonce });
  if (derived === null) throw new Error('The key that seals now derives nothing.');
  return derived;
}

/** Returns null if the key of SEAL_KEYS is no longer configured. */
function derive(
  seal: Seal,
  { viewer, action, idempotencyKey, input }: OnceRequest,
  { keyId, nonce }: { readonly keyId: string; readonly nonce: string },
): Derived | null {
  const context = [action, viewer.tenantId, viewer.keyId, idempotencyKey, nonce];
  const secret = seal.derive(keyId, ['secret', ...context]);
  // The input may hold a password, which a hash without a secret would reveal to a dictionary.
  const hash = seal.derive(keyId, ['input', ...context, input]);
  if (secret === null || hash === null) return null;
  return { secret, requestHash: [keyId, nonce, hash.toString('base64url')].join('.') };
}

/**
 * Each principal has keys of its own for each mutation. The client's key is stored only as a hash: where it is random, not even
 * the database together with SEAL_KEYS reveals a derived secret.
 */
function storedKeyOf({ viewer, action, idempotencyKey }: OnceRequest): string {
  const hash = createHash('sha256').update(String(idempotencyKey)).digest('base64url');
  return `${viewer.keyId} ${action} ${hash}`;
}
