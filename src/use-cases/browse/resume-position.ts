import { RequestError } from '../../access/errors.ts';
import type { TenantId } from '../../call/ids.ts';
import { findPosition } from '../../db/journal/find-position.ts';
import { comparePositions, type Position } from '../../db/journal/position.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';

export interface Resumed {
  /** What the client's cursor stands for. */
  readonly given: Position;
  /** Reading resumes after this. */
  readonly after: Position;
  /** Where the journal ended. */
  readonly end: Position;
}

/**
 * A call's history shows entries before they pass the journal's watermark, so a cursor of it may lie behind entries that
 * are not visible yet. Reading resumes at the watermark then: an entry may come twice, and none is missed.
 */
export async function resumePosition(
  { db, eventCursors }: Pick<BrowseDependencies, 'db' | 'eventCursors'>,
  tenantId: TenantId,
  given: Position,
): Promise<Resumed> {
  const found = await findPosition(db, given);
  if (found.is === 'lost') throw cursorExpired(eventCursors.of(tenantId, found.cutAfter));
  const { watermark, end } = found;
  return { given, after: comparePositions(given, watermark) < 0 ? given : watermark, end };
}

export function cursorExpired(continueAfter: string): RequestError {
  return new RequestError(
    'CURSOR_EXPIRED',
    'The database was restored to an earlier state, or is another one: what this cursor stands for no longer exists. ' +
      'Read the calls that you hold again, and continue after the cursor `continueAfter` in the extensions of this error.',
    { continueAfter },
  );
}
