import { failureOf, StreamFailure } from './failure.ts';
import type { JournalEvent } from './place.ts';
import type { Payload } from './transport.ts';

/** The event in a response of the subscription. Errors beside an event, as of a joined field, are left to the caller. */
export function eventIn({ data, errors }: Payload): JournalEvent {
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
