import { auditOf } from '../../access/audit-of.ts';
import type { CursorSeal } from '../../access/cursor-seal.ts';
import { defaultScopes } from '../../access/default-scopes.ts';
import { RequestError } from '../../access/errors.ts';
import { apiKeyOf } from '../../access/keys/api-key.ts';
import { requireScope } from '../../access/require-scope.ts';
import { isScope, type Scope } from '../../access/scopes.ts';
import type { Seal } from '../../access/seal.ts';
import type { Viewer } from '../../access/viewer.ts';
import { forViewer } from '../../access/viewer.ts';
import { type ApiKeyId, type LineId, newId } from '../../call/ids.ts';
import { insertKey, type ListedKey, listKeys, revokeKey } from '../../db/api-keys.ts';
import type { Database } from '../../db/connection/database.ts';
import type { Use } from '../../db/idempotency.ts';
import { readLines } from '../../db/lines/lines.ts';
import { once } from '../idempotency/once.ts';
import { isGiven, listCursors, pageOf } from '../pages.ts';
import type { ApiKey, KeyAnswer, KeySettings, Keys } from '../tenant-control.ts';
import { expiryOrThrow, scopesOrThrow } from './new-key-scopes.ts';

export interface KeyDependencies {
  readonly db: Database;
  readonly seal: Seal;
  readonly cursorSeal: CursorSeal;
  readonly now: () => Date;
}

/** Begins the error for a missing scope. */
const operations = 'Keys are made, listed and revoked';

export function createKeys(deps: KeyDependencies): Keys {
  const { cursorSeal } = deps;
  /** The database as the viewer's tenant sees it. */
  const of = ({ tenantId }: Viewer) => deps.db.ofTenant(tenantId);
  return {
    async create(viewer, name, lineIds, settings = {}) {
      requireScope(viewer, 'keys:write', operations);
      if (name.trim() === '' || name.length > 100) {
        throw new RequestError('BAD_USER_INPUT', 'A key’s name has 1 to 100 characters.', {
          argument: 'name',
        });
      }
      // With `forViewer` the statements see only rows of the viewer's tenant.
      return createKey(forViewer(deps, viewer), viewer, { ...settings, name, lineIds });
    },
    async revoke(viewer, id) {
      requireScope(viewer, 'keys:write', operations);
      const audit = auditOf(viewer, { action: 'revokeCallsApiKey', target: id });
      return (await revokeKey(of(viewer), viewer.tenantId, id, audit)) ? 'revoked' : 'not-found';
    },
    async list(viewer, page) {
      requireScope(viewer, 'keys:write', operations);
      const cursors = listCursors(cursorSeal, 'key', viewer);
      const [after = null] = isGiven(page.after) ? cursors.decodeOrThrow(page.after) : [];
      const keys = await listKeys(of(viewer), viewer.tenantId, after, page.first + 1);
      return pageOf(keys.map(viewKey), page, ({ id }) => cursors.encode([id]));
    },
  };
}

interface NewKey extends KeySettings {
  readonly name: string;
  /** Null for a key of all lines. */
  readonly lineIds: readonly LineId[] | null;
}

/**
 * With an idempotency key, a repeated request gets the same key again: `once` derives the same secret, and gives `repeat` the id
 * that it has stored as `made`.
 */
function createKey(deps: KeyDependencies, viewer: Viewer, newKey: NewKey): Promise<KeyAnswer> {
  const { idempotencyKey, ...input } = newKey;
  const id = newId('key');
  // Also checked for a repeated request, because its answer contains the key.
  const scopes = scopesOrThrow(viewer, newKey.lineIds, newKey.scopes);
  const request = { viewer, action: 'createCallsApiKey', idempotencyKey, input };
  return once<KeyAnswer>(deps, request, {
    made: id,
    write: (secret, use) => storeNewKey(deps, viewer, { ...newKey, scopes }, { id, secret, use }),
    async repeat(made, secret, replayed) {
      const { id, key } = apiKeyOf(made as ApiKeyId, secret);
      return { is: 'made', id, key, replayed };
    },
  });
}

/**
 * Stores the key and, in the same statement, `use`: the record that the idempotency key was used. Returns 'lost' if a concurrent
 * request has used the idempotency key; then neither is stored.
 */
async function storeNewKey(
  { db, now }: KeyDependencies,
  viewer: Viewer,
  newKey: NewKey & { readonly scopes: readonly Scope[] },
  making: { readonly id: ApiKeyId; readonly secret: Buffer; readonly use: Use | null },
): Promise<KeyAnswer | 'lost'> {
  const { tenantId } = viewer;
  const { name, lineIds, scopes } = newKey;
  if (lineIds) {
    const found = await readLines(db, tenantId, lineIds);
    if (found.length < new Set(lineIds).size) return { is: 'line-not-found' };
  }
  const expiresAt = expiryOrThrow(newKey.expiresAt, now());
  const { id, key, hash } = apiKeyOf(making.id, making.secret);
  const after = { name, lineIds, scopes, expiresAt };
  const audit = auditOf(viewer, { action: 'createCallsApiKey', target: id, after });
  const isStored = await insertKey(db, { tenantId, id, hash, ...after }, audit, making.use);
  return isStored ? { is: 'made', id, key, replayed: false } : 'lost';
}

/** The key as clients see it. Keys of all lines have no `lineIds`. */
function viewKey(key: ListedKey): ApiKey {
  const { id, name, lineIds, scopes, createdAt, expiresAt, lastUsedAt, revokedAt } = key;
  const lines = lineIds ?? 'ALL';
  return {
    id,
    name,
    lines,
    createdAt: new Date(createdAt),
    // Keys from before scopes existed have none stored. A newer release may have stored a scope that this one does not know.
    scopes: scopes?.filter(isScope) ?? defaultScopes(lines),
    ...(expiresAt && { expiresAt: new Date(expiresAt) }),
    ...(lastUsedAt && { lastUsedAt: new Date(lastUsedAt) }),
    ...(revokedAt && { revokedAt: new Date(revokedAt) }),
  };
}
