import { failureOf, StreamFailure } from './failure.ts';
import type { JournalEvent } from './place-in-journal.ts';
import type { Payload } from './transport.ts';

/**
 * The event in a response of the subscription. Errors that come with an event, such as that of a field of another subgraph,
 * are left to the caller of this function.
 */
export function eventIn({ data, errors }: Payload): JournalEvent {
  // The subscription has one root field, which may have any alias.
  const [event] = Object.entries({ ...(data as object | null) })
    .filter(([name]) => name !== '__typename')
    .map(([, value]) => value as Partial<JournalEvent> | null);
  if (!event) throw failureOf(errors ?? []);
  const { id, cursor, previousCursor } = event;
  if (id !== undefined && cursor !== undefined && previousCursor !== undefined) {
    return event as JournalEvent;
  }
  throw new StreamFailure(
    'The subscription must select `id cursor previousCursor` of each event.',
    {
      code: 'BAD_REQUEST',
    },
  );
}
