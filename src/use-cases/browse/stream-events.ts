import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import type { Position } from '../../db/journal/position.ts';
import { HistoryCutError } from '../../feed/cut-guard.ts';
import type { CallEvent, EventStream, EventStreamRequest } from '../calls.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';
import { eventOf } from './browse-journal.ts';
import { cursorExpired, resumePosition } from './resume-position.ts';

/**
 * The events that match a subscription, from its cursor on. An iterator written by hand and not a generator, because
 * `return()` of a generator does not take effect while it waits for its next value. With `showsCalls` the client selects the current
 * call of each event, and not only its snapshot. Streams of one tenant with the same `choice` may be served by one of them, which reads
 * for all; the others then follow it by `moveTo`.
 */
export function streamEvents(
  deps: BrowseDependencies,
  viewer: Viewer,
  { filter, after, showsCalls }: EventStreamRequest,
  signal: AbortSignal,
): EventStream {
  const { feed, eventCursors } = deps;
  const { tenantId } = viewer;
  /** The position of the client's cursor, until the stream has started there. */
  let pendingStart = after === null ? null : eventCursors.positionOrThrow(tenantId, after);
  const lineIds = visibleLines(viewer, filter.lineIds);
  const selection = { filter: { ...filter, lineIds }, showsCalls };
  const subscription = feed.subscribe(tenantId, selection);
  let previousCursor = after ?? eventCursors.of(tenantId, subscription.start);

  const end = () => {
    subscription.end();
    signal.removeEventListener('abort', end);
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();

  /** Returns false if the stream has ended. */
  async function startAt(cursorPosition: Position): Promise<boolean> {
    const resumed = await resumePosition(deps, tenantId, cursorPosition);
    // A query may have shown the client the calls as they were at `end`, so no older version of them is delivered with earlier events.
    subscription.resume(resumed.after, resumed.end);
    pendingStart = null;
    return subscription.ready();
  }

  function take(): CallEvent | undefined {
    const delivery = pendingStart === null ? subscription.take() : undefined;
    if (delivery === undefined) return undefined;
    const event = eventOf(eventCursors, delivery.entry, previousCursor, delivery.call);
    previousCursor = event.cursor;
    return event;
  }

  /** Throws CURSOR_EXPIRED if the database was restored to an earlier state while the stream was open. */
  async function orExpired<Value>(reading: Promise<Value>): Promise<Value> {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof HistoryCutError)) throw error;
      throw cursorExpired(eventCursors.of(tenantId, error.cutAfter));
    }
  }

  const load = () => orExpired(subscription.load());
  const ready = () =>
    orExpired(pendingStart === null ? subscription.ready() : startAt(pendingStart));
  return {
    choice: JSON.stringify(selection),
    get after() {
      return previousCursor;
    },
    get isShareable() {
      return pendingStart === null && subscription.isShareable;
    },
    moveTo(cursor) {
      // A stream that is at the cursor already only drops the events that it has loaded (null).
      const isThere = cursor === previousCursor;
      subscription.moveTo(isThere ? null : eventCursors.positionOrThrow(tenantId, cursor));
      previousCursor = cursor;
    },
    ready,
    load,
    get loaded() {
      return subscription.loaded;
    },
    take,
    async next() {
      while (await ready()) {
        await load();
        const value = take();
        if (value) return { done: false, value };
      }
      return { done: true, value: undefined };
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
