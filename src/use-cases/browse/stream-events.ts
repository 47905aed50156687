import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import { readJournalEnd } from '../../db/journal/journal-tail.ts';
import { toCursor } from '../../db/journal/position.ts';
import type { CallEvent, EventStreamWish } from '../calls.ts';
import type { Dependencies } from '../dependencies.ts';
import { eventOf, positionOrThrow, resumePosition } from './browse-journal.ts';

/** A hand-written iterator: `return()` of a generator does not take effect while it waits for its next value. */
export function streamEvents(
  { db, feed }: Dependencies,
  viewer: Viewer,
  { filter, after, showsCalls }: EventStreamWish,
  signal: AbortSignal,
): AsyncIterableIterator<CallEvent> {
  let resumeAt = after === null ? null : positionOrThrow(after);
  const lineIds = visibleLines(viewer, filter.lineIds);
  const wish = { filter: { ...filter, lineIds }, showsCalls };
  const subscription = feed.subscribe(viewer.tenantId, wish);
  let previousCursor = after ?? toCursor(subscription.start);

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
      const event = eventOf(delivery.entry, previousCursor, delivery.call);
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
