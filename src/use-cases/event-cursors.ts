import type { CursorSeal } from '../access/cursor-seal.ts';
import { RequestError } from '../access/errors.ts';
import type { TenantId } from '../call/ids.ts';
import type { JournalEntry } from '../db/journal/journal-entry.ts';
import { fromBytes, type Position, toBytes } from '../db/journal/position.ts';
import { badCursor } from './pages.ts';

/** Positions in the journal as clients see them: encrypted (sealed), so that they do not show how much all tenants write. */
export interface EventCursors {
  of(tenantId: TenantId, position: Position): string;
  ofEntry(entry: JournalEntry): string;
  /** Throws CURSOR_EXPIRED if the key that sealed the cursor is gone, and BAD_USER_INPUT if the text is no cursor. */
  positionOrThrow(tenantId: TenantId, cursor: string): Position;
}

export function createEventCursors(seal: CursorSeal): EventCursors {
  /** An entry is delivered to many subscribers, and its cursor is sealed once. */
  const cursors = new WeakMap<JournalEntry, string>();
  const of = (tenantId: TenantId, position: Position) =>
    seal.seal('event', tenantId, toBytes(position));
  return {
    of,
    ofEntry(entry) {
      const cursor = cursors.get(entry) ?? of(entry.tenantId, entry.position);
      cursors.set(entry, cursor);
      return cursor;
    },
    positionOrThrow(tenantId, cursor) {
      const opened = seal.open('event', tenantId, cursor);
      switch (opened.is) {
        case 'opened':
          return fromBytes(opened.plain);
        case 'unknown-key':
          throw sealedWithUnknownKey();
        case 'not-ours':
          throw badCursor();
      }
    },
  };
}

function sealedWithUnknownKey(): RequestError {
  return new RequestError(
    'CURSOR_EXPIRED',
    'This cursor was sealed with a key that the service does not have any more, or is of another service. ' +
      'Read the calls that you need again, and continue without `after`.',
  );
}
