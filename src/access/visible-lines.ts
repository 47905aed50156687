import type { LineId } from '../call/ids.ts';
import { mayUseLine, type Viewer } from './viewer.ts';

/** The requested lines that the viewer may see. Undefined: all of the tenant's. */
export function visibleLines(
  viewer: Viewer,
  asked: readonly LineId[] | undefined,
): readonly LineId[] | undefined {
  if (asked) return asked.filter((id) => mayUseLine(viewer, id));
  return viewer.lines === 'ALL' ? undefined : viewer.lines;
}
