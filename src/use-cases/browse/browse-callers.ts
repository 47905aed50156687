import type { Viewer } from '../../access/viewer.ts';
import type { CallerId } from '../../call/ids.ts';
import { type CallerListing, listCallers } from '../../db/callers/list-callers.ts';
import type { Caller, Page, PageRequest } from '../calls.ts';
import { isGiven, listCursors, pageOf } from '../pages.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';

export async function browseCallers(
  { db, cursorSeal }: BrowseDependencies,
  viewer: Viewer,
  listing: CallerListing,
  page: PageRequest,
): Promise<Page<Caller>> {
  const cursors = listCursors(cursorSeal, 'caller', viewer);
  const [after = null] = isGiven(page.after) ? cursors.decodeOrThrow(page.after) : [];
  const callers = await listCallers(db, viewer.tenantId, listing, {
    lines: viewer.lines,
    // The newest caller, who has the highest id, comes first.
    beforeId: after as CallerId | null,
    limit: page.first + 1,
  });
  return pageOf(callers, page, ({ id }) => cursors.encode([id]));
}
