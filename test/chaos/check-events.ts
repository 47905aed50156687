import type { Evidence, Journaled } from './evidence.ts';
import type { RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

type Session = RecordOf<'subscribed'>;
type Event = RecordOf<'event'>;

/** I6 and I7: every session is the journal from its cursor on, each matching event once and in order, and its chain says so. */
export function checkEvents(evidence: Evidence): Violation[] {
  const events = Map.groupBy(evidence.all('event'), (e) => `${e.subscriber} ${e.session}`);
  const sessions = Map.groupBy(evidence.all('subscribed'), ({ subscriber }) => subscriber);
  return [...sessions].flatMap(([subscriber, ofSubscriber]) => {
    const first = ofSubscriber[0] as Session;
    const expected = evidence.journal.filter((entry) => isFor(first, entry));
    const places = new Map(expected.map(({ cursor }, place) => [cursor, place]));
    const seen = new Set<string>();
    const violations = ofSubscriber.flatMap((session) => {
      const heard = events.get(`${subscriber} ${session.session}`) ?? [];
      for (const { cursor } of heard) seen.add(cursor);
      return [...checkOrder(session, heard, expected, places), ...checkChain(session, heard)];
    });
    const all = ofSubscriber.flatMap(({ session }) => events.get(`${subscriber} ${session}`) ?? []);
    const whole = checkWhole(evidence, first, expected, seen);
    return [...violations, ...whole, ...checkRevisions(all)];
  });
}

function isFor({ lines, kinds }: Session, entry: Journaled): boolean {
  return (lines?.includes(entry.line) ?? true) && (kinds?.includes(entry.kind) ?? true);
}

function checkOrder(
  session: Session,
  heard: readonly Event[],
  expected: readonly Journaled[],
  places: ReadonlyMap<string, number>,
): Violation[] {
  const violations: Violation[] = [];
  let next = session.after === null ? undefined : (places.get(session.after) ?? -1) + 1;
  for (const event of heard) {
    const place = places.get(event.cursor);
    if (place === undefined) {
      const what = 'an event that is not in the journal or does not match';
      violations.push({ invariant: 'I6', column: 'WRONG', what, proof: [session, event] });
      continue;
    }
    next ??= place;
    if (place < next) {
      const what = 'an event came twice or out of order';
      violations.push({
        invariant: 'I6',
        column: 'EVENTS DUPLICATED',
        what,
        proof: [session, event],
      });
      continue;
    }
    for (const missed of expected.slice(next, place)) {
      const what = 'an event was passed over';
      violations.push({
        invariant: 'I6',
        column: 'EVENTS MISSED',
        what,
        proof: [session, missed, event],
      });
    }
    next = place + 1;
  }
  return violations;
}

function checkChain(session: Session, heard: readonly Event[]): Violation[] {
  let last = session.after;
  return heard.flatMap((event): Violation[] => {
    const before = last;
    last = event.cursor;
    // Without `after`, a stream begins wherever the journal ended.
    if (before === null ? event.previousCursor !== null : event.previousCursor === before)
      return [];
    const what = `previousCursor is ${event.previousCursor}, after ${before}`;
    return [{ invariant: 'I7', column: 'EVENTS MISSED', what, proof: [session, event] }];
  });
}

/** I17: no delivery, in this session or a later one, shows a call as it was before what an earlier delivery showed. */
function checkRevisions(heard: readonly Event[]): Violation[] {
  const newest = new Map<string, Event>();
  return heard.flatMap((event): Violation[] => {
    const { id, revision } = event.call ?? {};
    if (id === undefined || revision === undefined) return [];
    const before = newest.get(id);
    if (before?.call === undefined || before.call.revision <= revision) {
      newest.set(id, event);
      return [];
    }
    const what = `a delivery showed revision ${revision} of a call after ${before.call.revision}`;
    return [{ invariant: 'I17', column: 'WRONG', what, proof: [before, event] }];
  });
}

/** Over all its sessions a subscriber has seen everything from its first event to the end of the faults. */
function checkWhole(
  evidence: Evidence,
  first: Session,
  expected: readonly Journaled[],
  seen: ReadonlySet<string>,
): Violation[] {
  const until = evidence.all('faults-stopped')[0]?.at ?? 0;
  const begin = expected.findIndex(({ cursor }) => seen.has(cursor));
  return expected
    .slice(begin < 0 ? expected.length : begin)
    .filter(({ cursor, recordedAt }) => recordedAt <= until && !seen.has(cursor))
    .map((missed) => ({
      invariant: 'I6',
      column: 'EVENTS MISSED',
      what: `${first.subscriber} never saw an event`,
      proof: [first, missed],
    }));
}
