import { forViewer, mayUseLine } from '../../access/viewer.ts';
import { listLines, readLines } from '../../db/lines/lines.ts';
import type { Lines } from '../lines.ts';
import { isGiven, listCursors, pageOf } from '../pages.ts';
import { changeLine, type LineDependencies, registerLine } from './register-line.ts';
import { removeLine } from './remove-line.ts';
import { viewLine } from './view-line.ts';

/** Only rows of the viewer's tenant are touched: the two reads take `db.ofTenant` here, the changes through `forViewer`. */
export function createLines(deps: LineDependencies): Lines {
  return {
    async byIds(viewer, ids) {
      const visible = ids.filter((id) => mayUseLine(viewer, id));
      const lines = await readLines(deps.db.ofTenant(viewer.tenantId), viewer.tenantId, visible);
      const views = new Map(lines.map((line) => [line.id, viewLine(deps.lineCache, line)]));
      return ids.map((id) => views.get(id) ?? null);
    },
    async list(viewer, page) {
      const cursors = listCursors(deps.cursorSeal, 'line', viewer);
      const [name = '', id = ''] = isGiven(page.after) ? cursors.decodeOrThrow(page.after) : [];
      const listing = { only: viewer.lines, ...(isGiven(page.after) && { after: { name, id } }) };
      const lines = await listLines(
        deps.db.ofTenant(viewer.tenantId),
        viewer.tenantId,
        listing,
        page.first + 1,
      );
      const views = lines.map((line) => viewLine(deps.lineCache, line));
      return pageOf(views, page, (line) => cursors.encode([line.name, line.id]));
    },
    register: (viewer, input) => registerLine(forViewer(deps, viewer), viewer, input),
    update: (viewer, id, input) => changeLine(forViewer(deps, viewer), viewer, id, input),
    remove: (viewer, id) => removeLine(forViewer(deps, viewer), viewer, id),
  };
}
