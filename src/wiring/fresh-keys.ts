import { type Authenticate, createAuthenticate } from '../access/authenticate.ts';
import { RequestError } from '../access/errors.ts';
import type { ApiKeyId } from '../call/ids.ts';
import type { Database } from '../db/connection/database.ts';
import { createKeys } from '../use-cases/lines/create-lines.ts';
import type { Keys } from '../use-cases/lines.ts';
import { asUnavailable } from '../use-cases/retry-on-conflict.ts';

/** Managing keys and checking them, together: a key stops at once at the process that revokes it. */
export function createFreshKeys(
  db: Database,
  rememberMs: number,
): { readonly keys: Keys; readonly authenticate: Authenticate } {
  const revokedHere = new Set<ApiKeyId>();
  return {
    keys: forgettingRevoked(createKeys({ db }), revokedHere),
    authenticate: authenticating(db, rememberMs, revokedHere),
  };
}

/** A key that this process has revoked stops at once; one that another has revoked, when it is read again. */
function authenticating(
  db: Database,
  rememberMs: number,
  revokedHere: ReadonlySet<ApiKeyId>,
): Authenticate {
  const authenticate = createAuthenticate(db, rememberMs);
  return async (credential) => {
    const viewer = await authenticate(credential).catch((error: unknown) => {
      throw asUnavailable(error);
    });
    if (revokedHere.has(viewer.keyId))
      throw new RequestError('UNAUTHENTICATED', 'The key was revoked.');
    return viewer;
  };
}

/** For longer than a key is remembered. */
const revokedKeptMs = 10 * 60_000;

function forgettingRevoked(keys: Keys, revokedHere: Set<ApiKeyId>): Keys {
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
