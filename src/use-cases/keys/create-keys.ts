import { auditOf } from '../../access/audit-of.ts';
import type { CursorSeal } from '../../access/cursor-seal.ts';
import { defaultScopes } from '../../access/default-scopes.ts';
import { RequestError } from '../../access/errors.ts';
import { newApiKey } from '../../access/keys/api-key.ts';
import { requireScope } from '../../access/require-scope.ts';
import { isScope } from '../../access/scopes.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { ApiKeyId, LineId } from '../../call/ids.ts';
import { insertKey, type ListedKey, listKeys, revokeKey } from '../../db/api-keys.ts';
import type { Database } from '../../db/connection/database.ts';
import { readLines } from '../../db/lines/lines.ts';
import { isGiven, listCursors, pageOf } from '../pages.ts';
import type { ApiKey, Keys, KeyWish } from '../tenant-control.ts';
import { expiryOrThrow, scopesOrThrow } from './new-key-scopes.ts';

export interface KeyDependencies {
  readonly db: Database;
  readonly cursorSeal: CursorSeal;
  readonly now: () => Date;
}

/** Begins the error for a missing scope. */
const operations = 'Keys are made, listed and revoked';

export function createKeys(deps: KeyDependencies): Keys {
  const { db, cursorSeal } = deps;
  return {
    async create(viewer, name, lineIds, wish = {}) {
      requireScope(viewer, 'keys:write', operations);
      if (name.trim() === '' || name.length > 100) {
        throw new RequestError('BAD_USER_INPUT', 'A key’s name has 1 to 100 characters.', {
          argument: 'name',
        });
      }
      if (lineIds) {
        const known = await readLines(db, viewer.tenantId, lineIds);
        if (known.length < new Set(lineIds).size) return 'line-not-found';
      }
      return storeNewKey(deps, viewer, name, lineIds, wish);
    },
    async revoke(viewer, id) {
      requireScope(viewer, 'keys:write', operations);
      const audit = auditOf(viewer, { action: 'revokeCallsApiKey', target: id });
      return (await revokeKey(db, viewer.tenantId, id, audit)) ? 'revoked' : 'not-found';
    },
    async list(viewer, page) {
      requireScope(viewer, 'keys:write', operations);
      const cursors = listCursors(cursorSeal, 'key', viewer);
      const [after = null] = isGiven(page.after) ? cursors.decodeOrThrow(page.after) : [];
      const keys = await listKeys(db, viewer.tenantId, after, page.first + 1);
      return pageOf(keys.map(viewKey), page, ({ id }) => cursors.encode([id]));
    },
  };
}

async function storeNewKey(
  { db, now }: KeyDependencies,
  viewer: Viewer,
  name: string,
  lineIds: readonly LineId[] | null,
  wish: KeyWish,
): Promise<{ id: ApiKeyId; key: string }> {
  const scopes = scopesOrThrow(viewer, lineIds, wish.scopes);
  const expiresAt = expiryOrThrow(wish.expiresAt, now());
  const { id, key, hash } = newApiKey();
  const stored = { tenantId: viewer.tenantId, id, hash, name, lineIds, scopes, expiresAt };
  const after = { name, lineIds, scopes, expiresAt };
  await insertKey(db, stored, auditOf(viewer, { action: 'createCallsApiKey', target: id, after }));
  return { id, key };
}

function viewKey(key: ListedKey): ApiKey {
  const { id, name, lineIds, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const lines = lineIds ?? 'ALL';
  return {
    id,
    name,
    lines,
    createdAt: new Date(createdAt),
    scopes: scopes?.filter(isScope) ?? defaultScopes(lines),
    ...(expiresAt && { expiresAt: new Date(expiresAt) }),
    ...(lastUsedAt && { lastUsedAt: new Date(lastUsedAt) }),
    ...(revokedAt && { revokedAt: new Date(revokedAt) }),
  };
}
