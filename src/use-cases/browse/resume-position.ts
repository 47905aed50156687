import { RequestError } from '../../access/errors.ts';
import type { TenantId } from '../../call/ids.ts';
import { findPosition } from '../../db/journal/find-position.ts';
import { comparePositions, type Position } from '../../db/journal/position.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';

export interface Resumed {
  /** The position of the client's cursor. */
  readonly atCursor: Position;
  /** Reading resumes after this: the cursor, or the watermark if that is lower. No entry is at a watermark, because its id is 0. */
  readonly after: Position;
  /** After every entry that was recorded when the cursor was looked up, so not below the watermark. */
  readonly end: Position;
}

/**
 * The journal shows only entries below its watermark, where no further entry can appear. A call's history also shows
 * newer ones, so a cursor from a history may come after entries that the journal does not show yet. Reading then resumes
 * from the watermark: an entry may be delivered twice, but none is missed. Throws CURSOR_EXPIRED if the entry of the cursor
 * no longer exists.
 */
export async function resumePosition(
  { db, eventCursors }: Pick<BrowseDependencies, 'db' | 'eventCursors'>,
  tenantId: TenantId,
  atCursor: Position,
): Promise<Resumed> {
  const found = await findPosition(db, atCursor);
  if (found.is === 'lost') throw cursorExpired(eventCursors.of(tenantId, found.cutAfter));
  const { watermark, end } = found;
  const isVisible = comparePositions(atCursor, watermark) < 0;
  return { atCursor, after: isVisible ? atCursor : watermark, end };
}

/** `continueAfter` is the cursor of the last entry that still exists and that the client may know. */
export function cursorExpired(continueAfter: string): RequestError {
  return new RequestError(
    'CURSOR_EXPIRED',
    'The database was restored to an earlier state or replaced, and the event of this cursor no longer exists. ' +
      'Read the calls that you hold again, and continue after the cursor `continueAfter` in the extensions of this error.',
    { continueAfter },
  );
}
