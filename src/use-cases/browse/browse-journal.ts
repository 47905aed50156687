import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import type { Call } from '../../call/call.ts';
import type { JournalEntry } from '../../db/journal/journal-entry.ts';
import { readEntries, readHistories } from '../../db/journal/journal-reads.ts';
import { type JournalEnd, readJournalEnd } from '../../db/journal/journal-tail.ts';
import { comparePositions, type Position } from '../../db/journal/position.ts';
import type { CallEvent, EventFilter, HistoryRequest, Page, PageRequest } from '../calls.ts';
import type { EventCursors } from '../event-cursors.ts';
import { isGiven, pageOf } from '../pages.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';

const beginning: Position = { epoch: 0, xid: 0n, id: 0n };

export async function browseHistories(
  { db, eventCursors }: BrowseDependencies,
  viewer: Viewer,
  requests: readonly HistoryRequest[],
): Promise<Page<CallEvent>[]> {
  const questions = requests.map(({ callId, page }) => ({
    callId,
    after: isGiven(page.after)
      ? eventCursors.positionOrThrow(viewer.tenantId, page.after)
      : beginning,
    limit: page.first + 1,
  }));
  const histories = await readHistories(db, viewer.tenantId, questions);
  return requests.map(({ page }, n) => pageOfEvents(eventCursors, histories[n] ?? [], page));
}

export async function browseJournal(
  { db, eventCursors }: BrowseDependencies,
  viewer: Viewer,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<CallEvent>> {
  const lineIds = visibleLines(viewer, filter.lineIds);
  let after = beginning;
  if (isGiven(page.after)) {
    const position = eventCursors.positionOrThrow(viewer.tenantId, page.after);
    after = resumePosition(position, await readJournalEnd(db));
  }
  const limit = page.first + 1;
  const entries = await readEntries(db, viewer.tenantId, { ...filter, lineIds }, after, limit);
  return pageOfEvents(eventCursors, entries, page);
}

function pageOfEvents(
  cursors: EventCursors,
  entries: readonly JournalEntry[],
  page: PageRequest,
): Page<CallEvent> {
  let previousCursor = page.after ?? null;
  const events = entries.map((entry) => {
    const event = eventOf(cursors, entry, previousCursor);
    previousCursor = event.cursor;
    return event;
  });
  return pageOf(events, page, (event) => event.cursor);
}

export function eventOf(
  cursors: EventCursors,
  entry: JournalEntry,
  previousCursor: string | null,
  call?: Call,
): CallEvent {
  const cursor = cursors.ofEntry(entry);
  const { kind, occurredAt, recordedAt, actor, cause, call: snapshot } = entry;
  const times = { occurredAt, recordedAt };
  return { id: cursor, cursor, previousCursor, kind, ...times, actor, cause, snapshot, call };
}

/**
 * A call's history shows entries before they pass the journal's watermark, so a cursor of it may lie behind entries that
 * are not visible yet. Reading resumes at the watermark then: an entry may come twice, and none is missed.
 */
export function resumePosition(position: Position, { watermark, end }: JournalEnd): Position {
  refuseBeyond(position, end);
  return comparePositions(position, watermark) < 0 ? position : watermark;
}

/** A cursor behind the end would never match an entry, so the client would wait for ever. */
function refuseBeyond(position: Position, end: Position): void {
  if (comparePositions(position, end) < 0) return;
  throw new RequestError(
    'CURSOR_EXPIRED',
    'This cursor lies behind the end of the journal: the database was restored to an earlier state, or is another one. ' +
      'Read the calls that you need again, and continue without `after`.',
  );
}
