import type { CallEvent, EventStream } from '../../use-cases/calls.ts';
import type { Turns } from './turns.ts';

/** Payloads, which are execution results as JSON, that are sent together. */
export type Batch = readonly Buffer[];

/** A client that receives events. */
export interface Subscriber {
  /** Says whether the client has room for more events, and whose turn it is. */
  readonly turns: Turns;
  send(batch: Batch): void;
}

export interface Member {
  /** Members of a group get the same payload for the same event. */
  readonly group: string;
  readonly events: EventStream;
  readonly subscriber: Subscriber;
  payloadOf(event: CallEvent): Promise<Buffer>;
  /** Called once when the stream of events has ended, with the error if there was one. Not called after `leave`. */
  onEnd(error?: unknown): void;
}

/**
 * Members of one group that have received the same events. One of them, the reader, reads for all, and each batch is
 * sent to all.
 */
interface Cohort {
  readonly members: Set<Member>;
  /** The cursor of the last event that was pushed. */
  after: string;
  /** Null until `readerOf` chooses one. */
  reader: Member | null;
}

/**
 * Every subscriber is in a cohort. It starts alone, and leaves its cohort when it has no room for a batch that the others
 * get; it then reads on alone from its own cursor. When it reaches the cursor at which another cohort of its group waits
 * for events, it joins that cohort.
 */
export interface Cohorts {
  add(member: Member): Membership;
}

export interface Membership {
  /** The cursor of the last event that was pushed to the member, or the one that it started after. */
  after(): string;
  leave(): void;
}

export function createCohorts(): Cohorts {
  const cohortOf = new Map<Member, Cohort>();
  /** The cohorts that wait for events, by `placeOf`. */
  const waiting = new Map<string, Cohort>();

  function start(member: Member, after: string): void {
    const cohort = { members: new Set<Member>(), after, reader: null };
    enter(member, cohort);
    run(cohort).catch((error: unknown) => {
      // What fails for the reader would fail for all members, because they are at the same cursor.
      for (const failed of cohort.members) remove(failed)?.onEnd(error);
    });
  }

  function enter(member: Member, cohort: Cohort): void {
    cohort.members.add(member);
    cohortOf.set(member, cohort);
  }

  /** Returns undefined if the member was removed before, so that its `onEnd` is called only once. */
  function remove(member: Member): Member | undefined {
    cohortOf.get(member)?.members.delete(member);
    return cohortOf.delete(member) ? member : undefined;
  }

  /** Delivers events to the cohort until it has no members, or until they join another cohort. */
  async function run(cohort: Cohort): Promise<void> {
    for (let reader = readerOf(cohort); reader; reader = readerOf(cohort)) {
      if (!reader.subscriber.turns.hasRoom()) await stepAside(cohort, reader);
      else if (joinOther(cohort, reader)) return;
      else if (await waitForEvents(cohort, reader)) await push(cohort, reader);
      else remove(reader)?.onEnd();
    }
  }

  /** A reader without room must not delay the other members, so it leaves them. */
  async function stepAside(cohort: Cohort, slow: Member): Promise<void> {
    if (cohort.members.size > 1) return splitOff(cohort, slow);
    await slow.subscriber.turns.room();
  }

  function splitOff(cohort: Cohort, slow: Member): void {
    cohort.members.delete(slow);
    start(slow, cohort.after);
  }

  /** Returns false if no cohort waits at the reader's place, or if it is not certain yet that both get the same events (`isShareable`). */
  function joinOther(cohort: Cohort, { group, events }: Member): boolean {
    const other = events.isShareable && waiting.get(placeOf(group, events));
    if (!other) return false;
    for (const member of cohort.members) enter(member, other);
    return true;
  }

  /** Resolves to false if the reader's stream has ended. */
  async function waitForEvents(cohort: Cohort, { group, events }: Member): Promise<boolean> {
    const place = placeOf(group, events);
    if (events.isShareable) waiting.set(place, cohort);
    try {
      return await events.ready();
    } finally {
      // A stream that cannot be shared yet may have waited at the place of another cohort, which stays there.
      if (waiting.get(place) === cohort) waiting.delete(place);
    }
  }

  async function push(cohort: Cohort, reader: Member): Promise<void> {
    const { turns } = reader.subscriber;
    await turns.begin();
    try {
      await reader.events.load();
      await pushBatch(cohort, reader);
      // A subscriber without a turn may keep no loaded events in memory, so the turn lasts until all are taken. If `mayGoOn` is false,
      // the rest is dropped: a reader that left has ended its stream, and one that will step aside is moved back by `readerOf` to the
      // last event that was pushed, and loads the rest again.
      while (reader.events.loaded > 0 && (await mayGoOn(cohort, reader))) {
        await pushBatch(cohort, reader);
      }
    } finally {
      turns.end();
    }
  }

  async function pushBatch(cohort: Cohort, reader: Member): Promise<void> {
    const batch = await takeBatch(reader);
    if (batch.length === 0) return;
    for (const member of cohort.members) {
      if (member === reader || member.subscriber.turns.hasRoom()) member.subscriber.send(batch);
      else splitOff(cohort, member);
    }
    cohort.after = reader.events.after;
  }

  return {
    add(member) {
      start(member, member.events.after);
      return {
        after: () => cohortOf.get(member)?.after ?? member.events.after,
        leave: () => void remove(member),
      };
    },
  };
}

/**
 * A reader without room waits if it is alone. In a larger cohort it does not go on, so that `run` lets it step aside and
 * another member reads.
 */
async function mayGoOn({ members }: Cohort, reader: Member): Promise<boolean> {
  const { turns } = reader.subscriber;
  if (members.size === 1) await turns.room();
  return members.has(reader) && turns.hasRoom();
}

/** If the reader has left, another member becomes the reader and continues at the cohort's cursor. */
function readerOf(cohort: Cohort): Member | undefined {
  if (cohort.reader && cohort.members.has(cohort.reader)) return cohort.reader;
  const [reader] = cohort.members;
  reader?.events.moveTo(cohort.after);
  cohort.reader = reader ?? null;
  return reader;
}

/** Cohorts at the same place get the same payloads next. `choice` identifies the filter and the selection. */
function placeOf(group: string, { choice, after }: EventStream): string {
  return `${group} ${choice} ${after}`;
}

/** A batch ends once it has this size, so that it contains at most one large payload. */
const batchBytes = 64 * 1024;

/** Executes the operation for the events that are in memory, up to the size of a batch. */
async function takeBatch({ events, payloadOf }: Member): Promise<Batch> {
  const batch: Buffer[] = [];
  for (let bytes = 0; bytes < batchBytes; ) {
    const event = events.take();
    if (event === undefined) break;
    const payload = await payloadOf(event);
    batch.push(payload);
    bytes += payload.byteLength;
  }
  return batch;
}
