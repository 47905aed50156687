/** What a subscription must select of each event. */
export interface JournalEvent {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor?: string | null;
}

/** An event is `out-of-place` if it does not follow the last event and is not one of the latest that were seen. */
export type Placed = 'next' | 'repeat' | 'out-of-place';

/** Where a client is in the journal. */
export interface Place {
  readonly cursor: string;
  look(event: JournalEvent): Placed;
  advance(event: JournalEvent): void;
}

/** How many events are remembered to recognise repeats. An older repeat counts as out of place, and the client subscribes again. */
const maxRemembered = 1000;

export function createPlace(begin: string): Place {
  let cursor = begin;
  const seen = new Set<string>();
  return {
    get cursor() {
      return cursor;
    },
    look({ id, previousCursor }) {
      if (seen.has(id)) return 'repeat';
      return previousCursor === cursor ? 'next' : 'out-of-place';
    },
    advance(event) {
      cursor = event.cursor;
      seen.add(event.id);
      const [oldest] = seen;
      if (seen.size > maxRemembered && oldest !== undefined) seen.delete(oldest);
    },
  };
}
