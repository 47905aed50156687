import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import { readJournalEnd } from '../../db/journal/journal-tail.ts';
import type { CallEvent, EventStreamWish } from '../calls.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';
import { eventOf, resumePosition } from './browse-journal.ts';

/** A hand-written iterator: `return()` of a generator does not take effect while it waits for its next value. */
export function streamEvents(
  { db, feed, eventCursors }: BrowseDependencies,
  viewer: Viewer,
  { filter, after, showsCalls }: EventStreamWish,
  signal: AbortSignal,
): AsyncIterableIterator<CallEvent> {
  const { tenantId } = viewer;
  let resumeAt = after === null ? null : eventCursors.positionOrThrow(tenantId, after);
  const lineIds = visibleLines(viewer, filter.lineIds);
  const wish = { filter: { ...filter, lineIds }, showsCalls };
  const subscription = feed.subscribe(tenantId, wish);
  let previousCursor = after ?? eventCursors.of(tenantId, subscription.start);

  const end = () => {
    subscription.end();
    signal.removeEventListener('abort', end);
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();

  async function resume(): Promise<void> {
    if (resumeAt === null) return;
    const journal = await readJournalEnd(db);
    subscription.resume(resumePosition(resumeAt, journal), journal.end);
    resumeAt = null;
  }

  return {
    async next() {
      await resume();
      const delivery = await subscription.next();
      if (delivery === null) return { done: true, value: undefined };
      const event = eventOf(eventCursors, delivery.entry, previousCursor, delivery.call);
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
