import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import type { Call } from '../../call/call.ts';
import { beginning } from '../../db/journal/find-position.ts';
import type { JournalEntry } from '../../db/journal/journal-entry.ts';
import { readEntries, readHistories } from '../../db/journal/journal-reads.ts';
import type { Position } from '../../db/journal/position.ts';
import type { CallEvent, EventFilter, HistoryRequest, Page, PageRequest } from '../calls.ts';
import type { EventCursors } from '../event-cursors.ts';
import { isGiven, pageOf } from '../pages.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';
import { type Resumed, resumePosition } from './resume-position.ts';

/** Returns one page of events for each request, in their order. */
export async function browseHistories(
  deps: BrowseDependencies,
  viewer: Viewer,
  requests: readonly HistoryRequest[],
): Promise<Page<CallEvent>[]> {
  const positions = await positionsOf(
    deps,
    viewer,
    new Set(requests.map(({ page }) => page.after)),
  );
  const questions = requests.map(({ callId, page }) => ({
    callId,
    after: positions.get(page.after) ?? beginning,
    limit: page.first + 1,
  }));
  const histories = await readHistories(
    deps.db.ofTenant(viewer.tenantId),
    viewer.tenantId,
    questions,
  );
  return requests.map(({ page }, n) => pageOfEvents(deps.eventCursors, histories[n] ?? [], page));
}

export async function browseJournal(
  deps: BrowseDependencies,
  viewer: Viewer,
  filter: EventFilter,
  page: PageRequest,
): Promise<Page<CallEvent>> {
  const lineIds = visibleLines(viewer, filter.lineIds);
  // `after` is the cursor's position, or before it if the journal does not show the entries there yet (`resumePosition`).
  const after = isGiven(page.after) ? (await resume(deps, viewer, page.after)).after : beginning;
  const limit = page.first + 1;
  const entries = await readEntries(
    deps.db.ofTenant(viewer.tenantId),
    viewer.tenantId,
    { ...filter, lineIds },
    after,
    limit,
  );
  return pageOfEvents(deps.eventCursors, entries, page);
}

/**
 * Looks up each cursor once, although a query may use it for many calls. A history continues exactly at its cursor, which may be
 * above the watermark: the journal does not show such an entry yet, because earlier ones may still appear, but a history does.
 */
async function positionsOf(
  deps: BrowseDependencies,
  viewer: Viewer,
  cursors: ReadonlySet<PageRequest['after']>,
): Promise<Map<PageRequest['after'], Position>> {
  const given = [...cursors].filter((cursor) => isGiven(cursor));
  const positions = given.map(async (cursor) => {
    const { atCursor } = await resume(deps, viewer, cursor);
    return [cursor, atCursor] as const;
  });
  return new Map(await Promise.all(positions));
}

function resume(deps: BrowseDependencies, viewer: Viewer, cursor: string): Promise<Resumed> {
  const { tenantId } = viewer;
  return resumePosition(deps, tenantId, deps.eventCursors.positionOrThrow(tenantId, cursor));
}

function pageOfEvents(
  cursors: EventCursors,
  entries: readonly JournalEntry[],
  page: PageRequest,
): Page<CallEvent> {
  // Each event names the one before it, so that clients can see that none is missing.
  let previousCursor = page.after ?? null;
  const events = entries.map((entry) => {
    const event = eventOf(cursors, entry, previousCursor);
    previousCursor = event.cursor;
    return event;
  });
  return pageOf(events, page, (event) => event.cursor);
}

/** `call` is the call that clients get with the event, if it is known without a read. */
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
