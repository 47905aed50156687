import { RequestError } from '../access/errors.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Database } from '../db/database.ts';
import {
  isBeyondJournal,
  type JournalEntry,
  readEntries,
  readHistories,
} from '../db/journal-reads.ts';
import { fromCursor, type Position, toCursor } from '../db/position.ts';
import type { CallEvent, EventFilter, HistoryRequest, Page, PageRequest } from './calls.ts';
import { badCursor, pageOf } from './pages.ts';
import type { Parts } from './parts.ts';
import { visibleLines } from './visible-lines.ts';

const beginning: Position = { epoch: 0, xid: 0n, id: 0n };

/** Everything that happened to each of these calls. */
export async function browseHistories(
  { db }: Parts,
  viewer: Viewer,
  requests: readonly HistoryRequest[],
): Promise<Page<CallEvent>[]> {
  const questions = requests.map(({ callId, page }) => ({
    callId,
    afterRevision: page.after ? revisionOrThrow(page.after) : 0,
    limit: page.first + 1,
  }));
  const histories = await readHistories(db, viewer.tenantId, questions);
  return requests.map(({ page }, n) =>
    pageOfEvents(histories[n] ?? [], page, null, (event) => String(event.call.revision)),
  );
}

/** A history's cursor is a revision. */
function revisionOrThrow(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor)) throw badCursor();
  return Number(cursor);
}

export async function browseJournal(
  { db }: Parts,
  viewer: Viewer,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<CallEvent>> {
  const lineIds = visibleLines(viewer, filter.lineIds);
  const after = page.after ? positionOrThrow(page.after) : beginning;
  if (page.after) await refuseBeyond(db, after);
  const limit = page.first + 1;
  const entries = await readEntries(db, viewer.tenantId, { ...filter, lineIds }, after, limit);
  return pageOfEvents(entries, page, page.after ?? null, (event) => event.cursor);
}

function pageOfEvents(
  entries: readonly JournalEntry[],
  page: PageRequest,
  previous: string | null,
  cursorOf: (event: CallEvent) => string,
): Page<CallEvent> {
  let previousCursor = previous;
  const events = entries.map((entry) => {
    const event = eventOf(entry, previousCursor);
    previousCursor = event.cursor;
    return event;
  });
  return pageOf(events, page, cursorOf);
}

/**
 * Events as they come. Written as an iterator by hand: a generator that waits for its next value
 * is never told that nobody wants it any more.
 */
export function streamEvents(
  parts: Parts,
  viewer: Viewer,
  filter: EventFilter,
  after: string | null,
  signal: AbortSignal,
): AsyncIterableIterator<CallEvent> {
  const start = after === null ? null : positionOrThrow(after);
  const lineIds = visibleLines(viewer, filter.lineIds);
  const subscription = parts.feed.subscribe(viewer.tenantId, { ...filter, lineIds }, start);
  let previousCursor = after;

  const end = () => {
    subscription.end();
    signal.removeEventListener('abort', end);
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();

  let checked = start === null;
  return {
    async next() {
      if (!checked && start) await refuseBeyond(parts.db, start);
      checked = true;
      const entry = await subscription.next();
      if (entry === null) return { done: true, value: undefined };
      const event = eventOf(entry, previousCursor);
      previousCursor = event.cursor;
      return { done: false, value: event };
    },
    async return() {
      end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function eventOf(entry: JournalEntry, previousCursor: string | null): CallEvent {
  const cursor = toCursor(entry.position);
  const { kind, occurredAt, recordedAt, actor, cause, call } = entry;
  return { id: cursor, cursor, previousCursor, kind, occurredAt, recordedAt, actor, cause, call };
}

function positionOrThrow(cursor: string): Position {
  const position = fromCursor(cursor);
  if (position === null) throw badCursor();
  return position;
}

/** Waiting behind the end of the journal would be silence for ever. */
async function refuseBeyond(db: Database, position: Position): Promise<void> {
  if (!(await isBeyondJournal(db, position))) return;
  throw new RequestError(
    'CURSOR_EXPIRED',
    'This cursor is not of this journal any more: it was restored to an earlier state, or is another one. ' +
      'Read the calls you need afresh, and go on without `after`.',
  );
}
