import type { LineId } from '../call/ids.ts';
import { mayUseLine, type Viewer } from './viewer.ts';

/** The requested lines that the viewer may see. Undefined means all lines of the tenant. */
export function visibleLines(
  viewer: Viewer,
  requested: readonly LineId[] | undefined,
): readonly LineId[] | undefined {
  if (requested) return requested.filter((id) => mayUseLine(viewer, id));
  return viewer.lines === 'ALL' ? undefined : viewer.lines;
}
