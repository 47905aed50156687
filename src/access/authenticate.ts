import type { TenantId } from '../call/ids.ts';
import { readKey, type StoredKey } from '../db/api-keys.ts';
import type { Database } from '../db/connection/database.ts';
import { readTenantState, type TenantState } from '../db/tenants.ts';
import { defaultScopes } from './default-scopes.ts';
import { RequestError } from './errors.ts';
import { matchesHash, parseApiKey } from './keys/api-key.ts';
import type { KeyUses } from './keys/key-uses.ts';
import { isScope } from './scopes.ts';
import type { ClaimRules } from './users/principal.ts';
import { isRouterCredential, viewerOfRouter } from './users/router-identity.ts';
import { looksLikeToken, type VerifyToken } from './users/tokens.ts';
import { isExpired, type Viewer } from './viewer.ts';

/**
 * Returns the principal of a credential: an API key, a token, or the headers of a router as one text (`routerCredential`). Throws
 * UNAUTHENTICATED if the credential is not valid, or not any more.
 */
export type Authenticate = (credential: string | undefined) => Promise<Viewer>;

export interface AuthenticateOptions {
  /** Verifies JSON Web Tokens. If missing, only API keys and users of a router are accepted. */
  readonly verifyToken?: VerifyToken;
  /** A router that sends one of these secrets names the user of its request. Such users are accepted only if `claimRules` is given. */
  readonly routerSecrets?: readonly string[];
  readonly claimRules?: ClaimRules;
  /** Stores when each API key was last used. */
  readonly keyUses?: KeyUses;
}

const howTo = 'Send a valid key as `Authorization: Bearer cs_...`.';
const maxCached = 10_000;

/** Caches viewers for `rememberMs`, so a revoked key may still work for that time. An expired key never works. */
export function createAuthenticate(
  db: Database,
  rememberMs: number,
  options: AuthenticateOptions = {},
): Authenticate {
  // The tenant's state is cached by itself, because many users belong to one tenant.
  const tenantState = remembering(rememberMs, (id: TenantId) => readTenantState(db, id));
  const viewerOf = remembering(rememberMs, (credential: string) =>
    isApiKey(credential) ? lookUpKey(db, credential) : lookUpUser(credential, options, tenantState),
  );

  return async (credential) => {
    if (!credential) throw new RequestError('UNAUTHENTICATED', `There is no key. ${howTo}`);
    const viewer = await viewerOf(credential);
    if (isExpired(viewer)) throw expired();
    if (isApiKey(credential)) options.keyUses?.used(viewer.keyId);
    return viewer;
  };
}

function isApiKey(credential: string): boolean {
  return credential.startsWith('cs_');
}

export function expired(): RequestError {
  return new RequestError('UNAUTHENTICATED', 'The key or token has expired. Send another one.');
}

/** Caches the results of `load`, except failures. */
function remembering<Key, Value>(
  forMs: number,
  load: (key: Key) => Promise<Value>,
): (key: Key) => Promise<Value> {
  const cache = new Map<Key, { value: Promise<Value>; until: number }>();
  return (key) => {
    const now = performance.now();
    const cached = cache.get(key);
    if (cached && cached.until > now) return cached.value;
    // Bounds the memory. Every value is then loaded again when it is next needed.
    if (cache.size >= maxCached) cache.clear();
    const value = load(key);
    cache.set(key, { value, until: now + forMs });
    value.catch(() => cache.delete(key));
    return value;
  };
}

/** Returns the user of a token, or the user that a router names. */
async function lookUpUser(
  credential: string,
  options: AuthenticateOptions,
  tenantState: (id: TenantId) => Promise<TenantState>,
): Promise<Viewer> {
  const viewer = await viewerOfUser(credential, options);
  if ((await tenantState(viewer.tenantId)) === 'active') return viewer;
  throw new RequestError(
    'UNAUTHENTICATED',
    'The identity’s tenant is not known here, or suspended.',
  );
}

async function viewerOfUser(credential: string, options: AuthenticateOptions): Promise<Viewer> {
  const { verifyToken, routerSecrets = [], claimRules } = options;
  if (isRouterCredential(credential) && claimRules && routerSecrets.length > 0) {
    return viewerOfRouter(credential, routerSecrets, claimRules);
  }
  if (verifyToken && looksLikeToken(credential)) return verifyToken(credential);
  throw keyInvalid();
}

async function lookUpKey(db: Database, credential: string): Promise<Viewer> {
  const parsed = parseApiKey(credential);
  const stored = parsed && (await readKey(db, parsed.id));
  if (!parsed || !stored || stored.revoked || !matchesHash(parsed.secret, stored.hash)) {
    throw keyInvalid();
  }
  if (stored.suspended) throw new RequestError('UNAUTHENTICATED', 'The key’s tenant is suspended.');
  return viewerOfKey(stored);
}

function viewerOfKey({ tenantId, id, name, lineIds, scopes, expiresAt }: StoredKey): Viewer {
  // A key without lines is tenant-wide.
  const lines = lineIds ?? 'ALL';
  return {
    tenantId,
    keyId: id,
    name,
    lines,
    // Keys from before scopes existed have none stored. A newer release may have stored a scope that this one does not know.
    scopes: scopes?.filter(isScope) ?? defaultScopes(lines),
    ...(expiresAt && { expiresAt: new Date(expiresAt) }),
  };
}

function keyInvalid(): RequestError {
  return new RequestError('UNAUTHENTICATED', `The key is not valid, or was revoked. ${howTo}`);
}
