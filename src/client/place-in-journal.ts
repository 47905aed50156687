/** What a subscription must select of each event. Some code generators make a field optional that may be null. */
export interface JournalEvent {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor?: string | null;
}

/** An event is `out-of-place` if it does not follow the last event and is not one of the latest that were seen. */
export type Placed = 'next' | 'repeat' | 'out-of-place';

/** Where a client is in the journal, the service's ordered record of all call events. */
export interface PlaceInJournal {
  /** The cursor of the last event that the client has got, or the one at which it began. */
  readonly cursor: string;
  /** Compares an event with this place, and changes nothing. */
  compare(event: JournalEvent): Placed;
  /** Moves the place to this event. */
  advance(event: JournalEvent): void;
}

/** How many events are remembered to recognise repeats. An older repeat counts as out of place, and the client subscribes again. */
const maxRemembered = 1000;

export function createPlaceInJournal(startCursor: string): PlaceInJournal {
  let cursor = startCursor;
  const seen = new Set<string>();
  return {
    get cursor() {
      return cursor;
    },
    compare({ id, previousCursor }) {
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
