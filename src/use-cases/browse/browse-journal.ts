import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import type { Call } from '../../call/call.ts';
import type { JournalEntry } from '../../db/journal/journal-entry.ts';
import { readEntries, readHistories } from '../../db/journal/journal-reads.ts';
import { type JournalEnd, readJournalEnd } from '../../db/journal/journal-tail.ts';
import {
  comparePositions,
  fromCursor,
  type Position,
  toCursor,
} from '../../db/journal/position.ts';
import type { CallEvent, EventFilter, HistoryRequest, Page, PageRequest } from '../calls.ts';
import type { Parts } from '../dependencies.ts';
import { badCursor, pageOf } from '../pages.ts';

const beginning: Position = { epoch: 0, xid: 0n, id: 0n };

/** Everything that happened to each of these calls. */
export async function browseHistories(
  { db }: Parts,
  viewer: Viewer,
  requests: readonly HistoryRequest[],
): Promise<Page<CallEvent>[]> {
  const questions = requests.map(({ callId, page }) => ({
    callId,
    after: page.after ? positionOrThrow(page.after) : beginning,
    limit: page.first + 1,
  }));
  const histories = await readHistories(db, viewer.tenantId, questions);
  return requests.map(({ page }, n) => pageOfEvents(histories[n] ?? [], page));
}

export async function browseJournal(
  { db }: Parts,
  viewer: Viewer,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<CallEvent>> {
  const lineIds = visibleLines(viewer, filter.lineIds);
  let after = beginning;
  if (page.after) {
    const position = positionOrThrow(page.after);
    after = whereToGoOn(position, await readJournalEnd(db));
  }
  const limit = page.first + 1;
  const entries = await readEntries(db, viewer.tenantId, { ...filter, lineIds }, after, limit);
  return pageOfEvents(entries, page);
}

function pageOfEvents(entries: readonly JournalEntry[], page: PageRequest): Page<CallEvent> {
  let previousCursor = page.after ?? null;
  const events = entries.map((entry) => {
    const event = eventOf(entry, previousCursor);
    previousCursor = event.cursor;
    return event;
  });
  return pageOf(events, page, (event) => event.cursor);
}

export function eventOf(
  entry: JournalEntry,
  previousCursor: string | null,
  call?: Call,
): CallEvent {
  const cursor = toCursor(entry.position);
  const { kind, occurredAt, recordedAt, actor, cause, call: snapshot } = entry;
  const times = { occurredAt, recordedAt };
  return { id: cursor, cursor, previousCursor, kind, ...times, actor, cause, snapshot, call };
}

export function positionOrThrow(cursor: string): Position {
  const position = fromCursor(cursor);
  if (position === null) throw badCursor();
  return position;
}

/**
 * A call's history shows entries as soon as they are written, so its cursors may lie where earlier ones are still to
 * appear: then some entries come twice, for none may be missed.
 */
export function whereToGoOn(position: Position, { watermark, end }: JournalEnd): Position {
  refuseBeyond(position, end);
  return comparePositions(position, watermark) < 0 ? position : watermark;
}

/** Waiting behind the end of the journal would be silence for ever. */
function refuseBeyond(position: Position, end: Position): void {
  if (comparePositions(position, end) < 0) return;
  throw new RequestError(
    'CURSOR_EXPIRED',
    'This cursor is not of this journal any more: it was restored to an earlier state, or is another one. ' +
      'Read the calls you need afresh, and go on without `after`.',
  );
}
