import { newApiKey } from '../../access/api-key.ts';
import { RequestError } from '../../access/errors.ts';
import { requireTenantScope } from '../../access/require-tenant-scope.ts';
import { mayUseLine } from '../../access/viewer.ts';
import { insertKey, revokeKey } from '../../db/api-keys.ts';
import { listLines, readLines } from '../../db/lines/lines.ts';
import type { Keys, Lines } from '../lines.ts';
import { isGiven, listCursors, pageOf } from '../pages.ts';
import { changeLine, type LineDependencies, registerLine } from './register-line.ts';
import { viewLine } from './view-line.ts';

export function createLines(deps: LineDependencies): Lines {
  const { db } = deps;
  return {
    async byIds(viewer, ids) {
      const visible = ids.filter((id) => mayUseLine(viewer, id));
      const lines = await readLines(db, viewer.tenantId, visible);
      const found = new Map(lines.map((line) => [line.id, viewLine(deps.lineCache, line)]));
      return ids.map((id) => found.get(id) ?? null);
    },
    async list(viewer, page) {
      const cursors = listCursors(deps.cursorSeal, 'line', viewer);
      const [name = '', id = ''] = isGiven(page.after) ? cursors.decodeOrThrow(page.after) : [];
      const listing = { only: viewer.lines, ...(isGiven(page.after) && { after: { name, id } }) };
      const lines = await listLines(db, viewer.tenantId, listing, page.first + 1);
      const views = lines.map((line) => viewLine(deps.lineCache, line));
      return pageOf(views, page, (line) => cursors.encode([line.name, line.id]));
    },
    register: (viewer, input) => registerLine(deps, viewer, input),
    update: (viewer, id, input) => changeLine(deps, viewer, id, input),
  };
}

export function createKeys({ db }: Pick<LineDependencies, 'db'>): Keys {
  return {
    async create(viewer, name, lineIds) {
      requireTenantScope(viewer, 'Keys are made and revoked');
      if (name.trim() === '' || name.length > 100) {
        throw new RequestError('BAD_USER_INPUT', 'A key’s name has 1 to 100 characters.', {
          argument: 'name',
        });
      }
      if (lineIds) {
        const known = await readLines(db, viewer.tenantId, lineIds);
        if (known.length < new Set(lineIds).size) return 'line-not-found';
      }
      const { id, key, hash } = newApiKey();
      await insertKey(db, { tenantId: viewer.tenantId, id, hash, name, lineIds });
      return { id, key };
    },
    async revoke(viewer, id) {
      requireTenantScope(viewer, 'Keys are made and revoked');
      return (await revokeKey(db, viewer.tenantId, id)) ? 'revoked' : 'not-found';
    },
  };
}
