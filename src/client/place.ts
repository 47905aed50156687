/** What a subscription must select of each event. */
export interface JournalEvent {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor?: string | null;
}

/** `out-of-place`: it does not follow the last event, and has not been seen lately. */
export type Placed = 'next' | 'repeat' | 'out-of-place';

/** Where a client is in the journal. */
export interface Place {
  readonly cursor: string;
  look(event: JournalEvent): Placed;
  advance(event: JournalEvent): void;
}

/** A longer repeat is out of place, and ended by a subscription that begins with the last cursor. */
const mostRemembered = 1000;

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
      if (seen.size > mostRemembered && oldest !== undefined) seen.delete(oldest);
    },
  };
}
