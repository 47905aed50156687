import { type Authenticate, createAuthenticate } from '../access/authenticate.ts';
import { RequestError } from '../access/errors.ts';
import type { KeyUses } from '../access/keys/key-uses.ts';
import { createVerifyToken } from '../access/users/tokens.ts';
import type { ApiKeyId } from '../call/ids.ts';
import type { Config } from '../config.ts';
import { createKeys, type KeyDependencies } from '../use-cases/keys/create-keys.ts';
import { asUnavailable } from '../use-cases/retry-on-conflict.ts';
import type { Keys } from '../use-cases/tenant-control.ts';

interface KeyCheckDependencies extends KeyDependencies {
  readonly config: Config;
  readonly keyUses: KeyUses;
}

/** A key that another process has revoked works here for this long at most. */
const keysCachedMs = 1000;

/** Creates the management and the check of keys together, so that the process that revokes a key refuses it at once. */
export function createFreshKeys(
  deps: KeyCheckDependencies,
  rememberMs = keysCachedMs,
): { readonly keys: Keys; readonly authenticate: Authenticate } {
  const revokedHere = new Set<ApiKeyId>();
  return {
    keys: notingRevoked(createKeys(deps), revokedHere),
    authenticate: refusingRevoked(deps, rememberMs, revokedHere),
  };
}

/**
 * Refuses at once a key that this process has revoked. A key that another process has revoked is refused when it is read again, after
 * at most `rememberMs`.
 */
function refusingRevoked(
  { config, db, keyUses }: KeyCheckDependencies,
  rememberMs: number,
  revokedHere: ReadonlySet<ApiKeyId>,
): Authenticate {
  const { tokens, routerSecrets, claims } = config;
  const authenticate = createAuthenticate(db, rememberMs, {
    ...(tokens && { verifyToken: createVerifyToken({ ...tokens, ...claims }) }),
    routerSecrets,
    claimRules: claims,
    keyUses,
  });
  return async (credential) => {
    const viewer = await authenticate(credential).catch((error: unknown) => {
      throw asUnavailable(error);
    });
    if (revokedHere.has(viewer.keyId))
      throw new RequestError('UNAUTHENTICATED', 'The key was revoked.');
    return viewer;
  };
}

/** Longer than a key is cached. */
const revokedKeptMs = 10 * 60_000;

function notingRevoked(keys: Keys, revokedHere: Set<ApiKeyId>): Keys {
  return {
    ...keys,
    async revoke(viewer, id) {
      const answer = await keys.revoke(viewer, id);
      if (answer === 'revoked') {
        revokedHere.add(id);
        setTimeout(() => revokedHere.delete(id), revokedKeptMs).unref();
      }
      return answer;
    },
  };
}
