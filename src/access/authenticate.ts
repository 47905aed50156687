import { readKey } from '../db/api-keys.ts';
import type { Database } from '../db/connection/database.ts';
import { matchesHash, parseApiKey } from './api-key.ts';
import { RequestError } from './errors.ts';
import type { Viewer } from './viewer.ts';

export type Authenticate = (credential: string | undefined) => Promise<Viewer>;

const howTo = 'Send a valid key as `Authorization: Bearer cs_...`.';
const maxCached = 10_000;

/** Caches viewers for `rememberMs`, so a revoked key may keep working for that long. */
export function createAuthenticate(db: Database, rememberMs: number): Authenticate {
  const cache = new Map<string, { viewer: Promise<Viewer>; until: number }>();

  return (credential) => {
    if (!credential) {
      return Promise.reject(new RequestError('UNAUTHENTICATED', `There is no key. ${howTo}`));
    }
    const now = performance.now();
    const cached = cache.get(credential);
    if (cached && cached.until > now) return cached.viewer;
    if (cache.size >= maxCached) cache.clear();
    const viewer = lookUp(db, credential);
    cache.set(credential, { viewer, until: now + rememberMs });
    viewer.catch(() => cache.delete(credential));
    return viewer;
  };
}

async function lookUp(db: Database, credential: string): Promise<Viewer> {
  const parsed = parseApiKey(credential);
  const stored = parsed && (await readKey(db, parsed.id));
  if (!parsed || !stored || stored.revoked || !matchesHash(parsed.secret, stored.hash)) {
    throw new RequestError('UNAUTHENTICATED', `The key is not valid, or was revoked. ${howTo}`);
  }
  return {
    tenantId: stored.tenantId,
    keyId: stored.id,
    name: stored.name,
    lines: stored.lineIds ?? 'ALL',
  };
}
